import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditKey, recordPseudonym } from '../../../app/audit/audit-key.ts'
import { bundleFhirIntake } from '../../../images/fhir-intake/bundle.ts'
import { CONDITION, ENCOUNTER, PATIENT } from '../../fhir/records.ts'
import { type Bucket, createBucket, createSecret } from './aws-calls.ts'
import { type Invocation, invoke, unpack } from './run-bundle.ts'
import { motoServer, type SimulatedAws, sdkModules, startAws } from './s3-server.ts'

const server = motoServer()
const modules = sdkModules()
const missing = [
  ...(server === undefined ? ['moto_server'] : []),
  ...(modules === undefined ? ['@aws-sdk/client-s3'] : []),
]
if (missing.length > 0 && process.env.CI) throw new Error(`Not installed: ${missing.join(', ')}`)

const SECRET = 'a secret of the tests, 32 bytes or more'
const folder = mkdtempSync(join(tmpdir(), 'dataspace-intake-'))
const task = join(folder, 'task')
let aws: SimulatedAws | undefined
let bucket: Bucket
let environment: Record<string, string>

beforeAll(async () => {
  if (server === undefined || modules === undefined) return
  aws = await startAws(server)
  bucket = await createBucket(aws, 'data-lake')
  unpack(task, { files: await bundleFhirIntake(join(folder, 'bundle')), modules })
  environment = {
    ...aws.environment,
    OUTPUT_BUCKET: 'data-lake',
    INSTITUTIONS: 'dkfz,ukhd',
    PSEUDONYM_SECRET_ARN: await createSecret(aws, { AUDIT_KEY: SECRET }),
    PSEUDONYM_SECRET_FIELD: 'AUDIT_KEY',
    MAX_FILE_BYTES: String(256 * 2 ** 20),
    UPLOADS_PREFIX: 'fhir/',
    ACCEPTED_PREFIX: 'accepted/',
    REJECTED_PREFIX: 'rejected/',
    REPORTS_PREFIX: 'reports/',
  }
})

afterAll(() => {
  aws?.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface Sent {
  key: string
  'version-id': string
}

const message = (object: Sent, name = 'data-lake') => ({
  messageId: `message-${object['version-id']}`,
  body: JSON.stringify({
    source: 'aws.s3',
    'detail-type': 'Object Created',
    detail: { bucket: { name }, object: { ...object, etag: 'e', size: 1 } },
  }),
})

const run = (...messages: object[]): Promise<Invocation> =>
  invoke(task, { event: { Records: messages }, environment })

const linesOf = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

describe.skipIf(missing.length > 0)('the bundled function on S3', () => {
  it('takes in a Bundle and an NDJSON file of one batch, under the pseudonyms of the service', async () => {
    const named = { ...PATIENT, name: [{ family: 'Müller' }] }
    const entry = [named, ENCOUNTER].map((resource) => ({ resource }))
    const resource = { resourceType: 'Bundle', type: 'collection', entry }
    const first = await bucket.put('fhir/ukhd/2026 11/ä.json', JSON.stringify(resource))
    const lines = [CONDITION, { resourceType: 'Observation', id: 'o1' }].map((one) =>
      JSON.stringify(one),
    )
    const second = await bucket.put('fhir/dkfz/b.ndjson', lines.join('\n'))
    const { answer, log } = await run(message(first), message(second))
    expect(answer).toEqual({ batchItemFailures: [] })
    expect(linesOf(log).map(({ event, institution }) => [event, institution])).toEqual([
      ['file processed', 'ukhd'],
      ['file processed', 'dkfz'],
    ])
    expect(log).not.toMatch(/Müller|ä\.json|b\.ndjson|p1/)
    const at = `${first.key.slice('fhir/'.length)}/${first['version-id']}`
    const [patient] = linesOf(await bucket.get(`accepted/${at}.ndjson`))
    const id = recordPseudonym(auditKey(Buffer.from(SECRET)), 'ukhd', { type: 'Patient', id: 'p1' })
    expect(patient).toMatchObject({ type: 'Patient', id, patient: id })
    const other = `dkfz/b.ndjson/${second['version-id']}`
    const [rejected] = linesOf(await bucket.get(`rejected/${other}.ndjson`))
    expect(rejected).toMatchObject({ position: 2 })
    const report = JSON.parse(await bucket.get(`reports/${other}.json`))
    expect(report).toMatchObject({ state: 'processed', accepted: 1, rejected: 1 })
  })

  it('gives back only the message whose bucket cannot be reached', async () => {
    const good = await bucket.put('fhir/ukhd/good.json', JSON.stringify([PATIENT]))
    const bad = { key: 'fhir/ukhd/away.json', 'version-id': 'away' }
    const { answer, log } = await run(message(bad, 'no-such-bucket'), message(good))
    expect(answer).toEqual({
      batchItemFailures: [{ itemIdentifier: 'message-away' }],
    })
    expect(linesOf(log)[0]).toMatchObject({ level: 'error', type: 'NoSuchBucket' })
    const report = `reports/ukhd/good.json/${good['version-id']}.json`
    expect(JSON.parse(await bucket.get(report))).toMatchObject({ accepted: 1 })
  })

  it('reads the version of the message, not a later one, and leaves the same bytes twice', async () => {
    const key = 'fhir/ukhd/twice.json'
    const old = await bucket.put(key, JSON.stringify([PATIENT]))
    await bucket.put(key, '[]')
    const at = `accepted/ukhd/twice.json/${old['version-id']}.ndjson`
    await run(message(old))
    const first = await bucket.get(at)
    expect(linesOf(first)).toHaveLength(1)
    const { answer } = await run(message(old))
    expect(answer.batchItemFailures).toEqual([])
    expect(await bucket.get(at)).toBe(first)
  })

  it('is done with a version that was deleted in the meantime', async () => {
    const gone = await bucket.put('fhir/ukhd/gone.json', '[]')
    await bucket.delete(gone)
    const { answer, log } = await run(message(gone))
    expect(answer.batchItemFailures).toEqual([])
    expect(linesOf(log)[0].event).toBe('file gone')
  })

  it('takes in a large file within bounded memory', async () => {
    const padding = 'x'.repeat(3000)
    const record = (n: number) =>
      JSON.stringify({
        ...PATIENT,
        id: `p${n}`,
        text: {
          status: 'generated',
          div: `<div xmlns="http://www.w3.org/1999/xhtml">${padding}</div>`,
        },
      })
    const body = Array.from({ length: 12_000 }, (_, n) => record(n)).join('\n')
    const sent = await bucket.put('fhir/ukhd/large.ndjson', body)
    const { answer, log, peakKilobytes } = await run(message(sent))
    expect(answer.batchItemFailures).toEqual([])
    expect(linesOf(log)[0].AcceptedRecords).toBe(12_000)
    expect(body.length).toBeGreaterThan(36_000_000)
    expect(peakKilobytes).toBeLessThan(256 * 1024)
  })
})
