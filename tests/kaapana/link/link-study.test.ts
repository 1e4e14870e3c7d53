import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findDicomFiles } from '../../../kaapana/dicom/find-files.ts'
import type { PhantomModality } from '../../../kaapana/dicom/phantom/modality.ts'
import { writePhantom } from '../../../kaapana/dicom/phantom/write-series.ts'
import { sendInstances } from '../../../kaapana/dicom/send-instances.ts'
import { linkStudy } from '../../../kaapana/link/link-study.ts'
import { runCommand } from '../../cli/run-command.ts'
import { KEYS, startTestService, type TestService } from '../../http/start-service.ts'
import { hasProgram } from '../dicom/programs.ts'
import { type Orthanc, startOrthanc } from '../dicom/real-peers.ts'
import { startReceiver } from '../double/receiver.ts'
import { startDouble } from '../double/start-double.ts'

const stay = (id: string, patient: string, [start, end]: [string, string]) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: { reference: `Patient/${patient}` },
  period: { start: `${start}T08:00:00Z`, end: `${end}T10:00:00Z` },
})
const patient = (id: string) => ({
  resourceType: 'Patient',
  id,
  gender: 'female',
  birthDate: '1950-06-15',
})

const RECORDS = [
  patient('site-4711'),
  stay('e1', 'site-4711', ['2026-01-12', '2026-01-20']),
  patient('site-4712'),
  patient('site-4713'),
  stay('e3', 'site-4713', ['2026-02-01', '2026-02-03']),
]

const root = mkdtempSync(join(tmpdir(), 'link-'))
let service: TestService
beforeAll(async () => {
  service = await startTestService()
  const { json } = await service.call('POST', '/api/v1/data/ingest', { body: RECORDS })
  expect(json).toMatchObject({ accepted: 5 })
})
afterAll(async () => {
  await service?.close()
  rmSync(root, { recursive: true })
})

async function sendStudy(port: number, patientId: string): Promise<string> {
  const folder = mkdtempSync(join(root, 'study-'))
  const modality: PhantomModality = 'mr'
  const { studyUid } = await writePhantom(folder, { modality, seed: folder, slices: 1, patientId })
  const peer = { host: '127.0.0.1', port, calling: 'kp-link', called: 'kp-admin' }
  const { stored } = await sendInstances(findDicomFiles(folder), peer)
  expect(stored).toBe(1)
  return studyUid
}

describe.skipIf(!hasProgram('Orthanc'))('the link from a study in a real PACS', () => {
  let orthanc: Orthanc
  const session = {
    fetch: (path: string, init?: RequestInit) => fetch(`${orthanc.url}${path}`, init),
  }
  beforeAll(async () => {
    orthanc = await startOrthanc(join(root, 'orthanc'))
  })
  afterAll(() => orthanc?.kill())

  const link = (study: string, { key = KEYS.dkfz as string, institution = 'dkfz' } = {}) => {
    const address = { url: new URL(service.url), apiKey: key }
    return linkStudy({ session, service: address }, { study, institution })
  }

  it('leads over patient and stay to a prediction, and names nobody', async () => {
    const study = await sendStudy(orthanc.port, 'site-4711')
    const found = await link(study)
    expect(found).toMatchObject({
      study,
      studyDate: '2026-01-15',
      modalities: ['MR'],
      institution: 'dkfz',
      stay: { start: '2026-01-12', end: '2026-01-20' },
      studyIs: 'during',
      prediction: { riskLevel: expect.stringMatching(/LOW|MEDIUM|HIGH/) },
    })
    expect(found.patient).toMatch(/^[0-9a-f]{8}\.[\w-]{43}$/)
    expect(JSON.stringify(found)).not.toContain('4711')
    const row = await service.call('GET', `/api/v1/audit/${found.prediction.id}`)
    expect(row.json.subject_pseudonym).toBe(found.patient)
  })

  it('tells that a study lies before the stay', async () => {
    expect((await link(await sendStudy(orthanc.port, 'site-4713'))).studyIs).toBe('before')
  })

  it.each([
    ['of an unknown patient', 'site-9999', 'The service has no records of the study'],
    [
      'of a patient without a stay',
      'site-4712',
      'The patient is stored, and no prediction can be made:',
    ],
    ['whose patient ID is no id of FHIR', 'Doe^Jane 1970', 'a patient ID that is no id of FHIR'],
    ['without a patient ID', '', 'no patient ID'],
  ])('ends at a study %s, and names nobody', async (_, patientId, message) => {
    const study = await sendStudy(orthanc.port, patientId)
    const error = await link(study).catch((failure: Error) => failure)
    expect(error).toMatchObject({ name: 'LinkError', message: expect.stringContaining(message) })
    if (patientId !== '') expect((error as Error).message).not.toContain(patientId)
  })

  it('ends where the PACS has no such study', async () => {
    await expect(link('2.25.404')).rejects.toThrow('The PACS has no study 2.25.404')
  })

  it("does not follow another institution's key to its patients", async () => {
    const study = await sendStudy(orthanc.port, 'site-4711')
    await expect(link(study, { key: KEYS.ukhd, institution: 'ukhd' })).rejects.toThrow(
      'The service has no records',
    )
    await expect(link(study, { institution: 'ukhd' })).rejects.toThrow(
      'The key is not that of institution "ukhd"',
    )
  })
})

describe('dataspace kaapana link', () => {
  it('shows the chain by one command', async () => {
    const double = await startDouble()
    const receiver = await startReceiver(double.state)
    const ca = join(root, 'ca.pem')
    writeFileSync(ca, double.certificate.cert)
    const study = await sendStudy(receiver.port, 'site-4711')
    const words = ['kaapana', 'link', '--url', double.baseUrl.origin, '--ca', ca, '--study', study]
    const env = {
      KAAPANA_PASSWORD: double.credentials.password,
      KAAPANA_CLIENT_SECRET: double.credentials.clientSecret,
      INSTITUTION_API_KEY_DKFZ: KEYS.dkfz,
    }
    const dkfz = [...words, '--service', service.url, '--institution', 'dkfz']
    const { code, stdout } = await runCommand(dkfz, env)
    expect(stdout).toMatch(
      /^Study {7}2\.25\.\d+ \(MR\), its day is not known\nPatient {5}[0-9a-f]{8}\.[\w-]{43} at dkfz\nStay {8}2026-01-12 to 2026-01-20\nPrediction {2}(LOW|MEDIUM|HIGH), probability 0\.\d+ of/,
    )
    expect(stdout).not.toContain('4711')
    expect(code).toBe(0)

    const unknown = await runCommand([...dkfz.slice(0, -5), '2.25.1', ...dkfz.slice(-4)], env)
    expect(unknown.stderr).toContain('The PACS has no study 2.25.1')
    expect(unknown.code).toBe(1)
    const ukhd = await runCommand([...dkfz.slice(0, -1), 'ukhd'], env)
    expect(ukhd.stderr).toContain('INSTITUTION_API_KEY_UKHD is missing')
    expect(ukhd.code).toBe(2)
    await Promise.all([double.stop(), receiver.stop()])
  })

  it.each(['http://predict.hospital.example', 'ftp://x', 'predict'])(
    'refuses %s, by which key and patient ID could be seen',
    async (url) => {
      const { code, stderr } = await runCommand([
        ...['kaapana', 'link', '--url', 'https://k.example', '--service', url],
        ...['--study', '1.2', '--institution', 'dkfz'],
      ])
      expect(stderr).toContain('Give https://<host>, or http:// on loopback.')
      expect(code).toBe(2)
    },
  )
})
