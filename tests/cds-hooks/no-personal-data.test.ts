import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createSigner } from '../auth/signer.ts'
import { ADMIN } from '../http/start-service.ts'
import { startChildService, withDataDir } from '../service/child-service.ts'
import { createFhirStore, type Resource } from './fhir-store.ts'
import { condition, PATIENT, requestFor, stay } from './requests.ts'

/** What a CDS client sends and nothing may keep, each in every place that takes it. */
const CANARIES = {
  name: 'Canarius-Mustermann',
  patient: 'MRN-0077314159',
  encounter: 'FALL-0077314159',
  user: 'Practitioner/dr-canary-4711',
  born: '1931-07-23',
  diagnosis: 'Morbus Canaricus',
  token: 'canary-fhir-access-token-0815',
  jti: 'canary-jti-0815',
} as const

const subject = { reference: `Patient/${CANARIES.patient}`, display: CANARIES.name }

const RECORDS: Resource[] = [
  {
    ...PATIENT,
    ...{ id: CANARIES.patient, birthDate: CANARIES.born, name: [{ text: CANARIES.name }] },
  },
  { ...stay(CANARIES.encounter, 3), subject, reasonCode: [{ text: CANARIES.diagnosis }] },
  {
    ...condition('c1', '44054006'),
    ...{ subject, code: { text: CANARIES.diagnosis }, note: [{ text: CANARIES.name }] },
  },
]

const BODY = requestFor('encounter-discharge', createFhirStore(RECORDS), {
  context: {
    userId: CANARIES.user,
    patientId: CANARIES.patient,
    encounterId: CANARIES.encounter,
  },
  fhirServer: `https://ehr.test/${CANARIES.name}`,
  fhirAuthorization: {
    ...{ access_token: CANARIES.token, token_type: 'Bearer', expires_in: 300 },
    ...{ scope: 'user/*.rs', subject: CANARIES.name },
  },
  extension: { 'com.example.name': CANARIES.name },
})

const { prefetch } = BODY
const [encounter] = prefetch.encounters.entry

/** The call as it should be, and wrong in every way that is answered with a reason. */
const CALLS: unknown[] = [
  BODY,
  { ...BODY, context: { ...BODY.context, userId: CANARIES.name, encounterId: CANARIES.diagnosis } },
  { ...BODY, hook: CANARIES.name, hookInstance: CANARIES.patient },
  { ...BODY, prefetch: { patient: CANARIES.name } },
  { ...BODY, prefetch: { ...prefetch, patient: { ...prefetch.patient, gender: CANARIES.name } } },
  {
    ...BODY,
    prefetch: {
      ...prefetch,
      encounters: {
        ...prefetch.encounters,
        entry: [{ resource: { ...encounter.resource, status: CANARIES.diagnosis } }],
      },
    },
  },
  `{"context":"${CANARIES.name}`,
]

it('keeps nothing of what CDS clients send, in no log, metric or file', { timeout: 60_000 }, () =>
  withDataDir(async (dataDir) => {
    const service = await startChildService(dataDir, { LOG_LEVEL: 'trace' })
    const post = async (path: string, body: unknown, token = ''): Promise<Resource> => {
      const answer = await fetch(`${service.url}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token !== '' && { authorization: `Bearer ${token}` }),
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
      return answer.json()
    }
    const { token } = await post('/api/v1/auth/login', ADMIN)
    const ehr = await createSigner('https://ehr.test/')
    const order = { name: 'ehr', issuer: ehr.issuer, jwks: ehr.jwks, institution_id: 'dkfz' }
    await post('/api/v1/admin/clients', { ...order, uses: ['cds-hooks'] }, token)
    const path = '/cds-services/readmission-at-discharge'
    const tokens: string[] = []
    const signed = async (endpoint: string, body: unknown, jti?: string): Promise<Resource> => {
      const claims = jti === undefined ? {} : { jti, sub: CANARIES.name }
      tokens.push(await ehr.sign(service.url + endpoint, { claims }))
      return post(endpoint, body, tokens.at(-1))
    }
    const first = await signed(path, BODY, CANARIES.jti)
    expect(first.cards).toHaveLength(1)
    for (const body of CALLS) await signed(path, body)
    await signed(path, BODY, CANARIES.jti)
    const feedback = {
      ...{ card: first.cards[0].uuid, outcome: 'overridden' },
      outcomeTimestamp: '2026-03-01T10:05:31Z',
    }
    const comments = [CANARIES.born, CANARIES.patient, `mail ${CANARIES.name}@example.org`]
    for (const userComment of comments)
      expect(
        await signed(`${path}/feedback`, {
          feedback: [{ ...feedback, overrideReason: { userComment } }],
        }),
      ).toMatchObject({ status: 422 })
    await signed(`${path}/feedback`, { feedback: [feedback] })
    const metrics = await (await fetch(service.metricsUrl)).text()
    const { code, stdout, stderr } = await service.stop()
    expect(code).toBe(0)
    expect(stdout).toContain('/cds-services/readmission-at-discharge')
    expect(stdout).toContain('Signed token of ehr: jti used before')
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
    const places = [stdout, stderr, metrics, ...files.map((file) => readFileSync(file, 'latin1'))]
    const sought = [...Object.values(CANARIES), ...tokens]
    expect(sought.filter((word) => places.some((content) => content.includes(word)))).toEqual([])
    expect(files.length).toBeGreaterThan(100)
  }),
)
