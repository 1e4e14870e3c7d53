import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dataFile } from '../shared-data.ts'
import { KEYS, startTestService, type TestService } from './start-service.ts'

const stay = (id: string, patient: string, start: string, end: string) => ({
  resourceType: 'Encounter',
  id,
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: { reference: `Patient/${patient}` },
  period: { start, end },
})

const RECORDS = [
  {
    resourceType: 'Patient',
    id: 'pat-1',
    gender: 'female',
    birthDate: '1950-06-15',
    name: [{ family: 'Mustermann', given: ['Erika'] }],
    telecom: [{ system: 'phone', value: '+49 30 901820' }],
  },
  stay('enc-0', 'pat-1', '2023-12-01T08:00:00+01:00', '2023-12-04T10:00:00+01:00'),
  stay('enc-1', 'pat-1', '2024-02-01T08:00:00+01:00', '2024-02-05T10:00:00+01:00'),
  stay('enc-2', 'pat-1', '2024-09-01T08:00:00+02:00', '2024-09-08T10:00:00+02:00'),
  {
    resourceType: 'Condition',
    id: 'con-1',
    clinicalStatus: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' },
      ],
    },
    code: { coding: [{ system: 'http://snomed.info/sct', code: '44054006' }] },
    subject: { reference: 'Patient/pat-1' },
    recordedDate: '2020-01-01',
  },
]

describe('stored patients', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService()
    expect((await ingest(RECORDS)).json).toMatchObject({ accepted: 5, rejected: 0, created: 5 })
  })
  afterAll(() => service.close())

  const ingest = (body: unknown, key: string = KEYS.dkfz, headers = {}) =>
    service.call('POST', '/api/v1/data/ingest', { body, key, headers })
  const predict = (id: string, key: string = KEYS.dkfz) =>
    service.call('POST', `/api/v1/predict/patient/${encodeURIComponent(id)}`, { key })

  it('are predicted for their latest stay, with earlier stays counted before it only', async () => {
    const { status, json } = await predict('pat-1')
    expect(status).toBe(200)
    expect(json.index_stay).toEqual({
      start: '2024-09-01T06:00:00.000Z',
      end: '2024-09-08T08:00:00.000Z',
    })
    const values = Object.fromEntries(
      json.contributions.map((one: { feature: string; value: number }) => [one.feature, one.value]),
    )
    expect(values).toEqual({
      age: 74,
      num_conditions: 1,
      num_medications: 0,
      recent_encounters: 2,
      gender_encoded: 0,
    })
  })

  it('are the same after the same records come again', async () => {
    expect((await ingest(RECORDS)).json).toMatchObject({ created: 0, updated: 0, unchanged: 5 })
    const corrected = [{ ...RECORDS[0], gender: 'male' }]
    expect((await ingest(corrected)).json).toMatchObject({ updated: 1 })
    expect((await ingest([RECORDS[0]])).json).toMatchObject({ updated: 1 })
  })

  it('of one institution are unknown to every other, on every route', async () => {
    for (const key of [KEYS.ukhd, KEYS.embl])
      expect(await predict('pat-1', key)).toMatchObject({
        status: 404,
        json: { detail: 'Patient not found' },
      })
    const own = await predict('pat-1')
    for (const key of [KEYS.ukhd, KEYS.embl]) {
      const audit = await service.call('GET', `/api/v1/audit/${own.json.prediction_id}`, { key })
      expect(audit.status).toBe(404)
    }
    const { json } = await service.call('GET', '/api/v1/institutions')
    const counts = json.institutions.map((one: { patient_count: number }) => one.patient_count)
    expect(counts).toEqual([1, 0, 0])
  })

  it('that one institution calls the same as another are two patients', async () => {
    await ingest([{ resourceType: 'Patient', id: 'pat-1', birthDate: '2000-01-01' }], KEYS.ukhd)
    expect(await predict('pat-1', KEYS.ukhd)).toMatchObject({ status: 422 })
    expect((await predict('pat-1')).status).toBe(200)
  })

  it('are told why a prediction cannot be made', async () => {
    await ingest([{ resourceType: 'Patient', id: 'pat-2', birthDate: '1990-01-01' }])
    const { status, json } = await predict('pat-2')
    expect(status).toBe(422)
    expect(json.detail).toContain('no inpatient stay is stored')
  })

  it('come one by one: a bad record is refused with its reason, the others are stored', async () => {
    const { json } = await ingest([
      { resourceType: 'Patient', id: 'pat-3', birthDate: '1990-01-01', gender: 'robot' },
      { resourceType: 'Patient', id: 'pat-4', birthDate: '1990-01-01' },
      { resourceType: 'Observation', id: 'obs-1' },
    ])
    expect(json).toMatchObject({ accepted: 1, rejected: 2, created: 1 })
    expect(json.errors[0]).toMatch(/^Record pat-3: /)
    expect(json.errors[1]).toContain("resourceType must be 'Patient'")
    expect(json.outcomes[0]).toMatchObject({
      index: 0,
      outcome: { resourceType: 'OperationOutcome' },
    })
  })

  it('are not stored at all from a body that breaks off', async () => {
    const broken = `[${JSON.stringify({ resourceType: 'Patient', id: 'pat-9', birthDate: '1990-01-01' })},`
    expect((await ingest(broken)).status).toBe(422)
    expect((await predict('pat-9')).status).toBe(404)
  })

  it('are refused in a body over 10 MiB', async () => {
    const line = `${JSON.stringify({ resourceType: 'Patient', id: 'x', birthDate: '1990-01-01' })}\n`
    const body = line.repeat(Math.ceil((10.5 * 1024 * 1024) / line.length))
    const answer = await ingest(body, KEYS.dkfz, { 'content-type': 'application/fhir+ndjson' })
    expect(answer.status).toBe(413)
  })

  const bulk = dataFile('fhir/synthea-bulk')
  it.skipIf(bulk === undefined)('come as NDJSON: a whole synthetic bulk export', async () => {
    const folder = bulk as string
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ndjson'))) {
      const body = readFileSync(join(folder, file), 'utf8')
      const { json } = await ingest(body, KEYS.embl, { 'content-type': 'application/fhir+ndjson' })
      expect(json, file).toMatchObject({ rejected: 0, accepted: body.trim().split('\n').length })
    }
    const { json } = await service.call('GET', '/api/v1/institutions')
    expect(json.institutions[2].patient_count).toBe(13)
  })

  const bundles = dataFile('fhir/synthea-bundles')
  it.skipIf(bundles === undefined)('come as a Bundle, without what cannot be used', async () => {
    const folder = bundles as string
    const file = readdirSync(folder).find((name) => name.startsWith('Brady')) as string
    const body = readFileSync(join(folder, file), 'utf8')
    const { json } = await ingest(body, KEYS.embl, { 'content-type': 'application/fhir+json' })
    expect(json.accepted).toBeGreaterThan(20)
    expect(json.created).toBe(json.accepted)
  })
})
