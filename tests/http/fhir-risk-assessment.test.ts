import { Writable } from 'node:stream'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { CONDITION, ENCOUNTER, PATIENT } from '../fhir/records.ts'
import { asker, parametersOf } from '../fhir-api/ask.ts'
import { createDatabase } from '../postgres/server.ts'
import { type Answer, KEYS, startTestService, type TestService } from './start-service.ts'

const ID = 'CANARY-PATIENT-77'
const own = (record: object) =>
  JSON.parse(JSON.stringify(record).replaceAll('Patient/p1', `Patient/${ID}`))
const RECORDS = [{ ...PATIENT, id: ID }, own(ENCOUNTER), own(CONDITION)]
const PREDICT = `/fhir/Patient/${ID}/$predict-readmission`

describe('RiskAssessment', () => {
  let service: TestService
  let ask: ReturnType<typeof asker>
  let database: pg.Client
  const log: string[] = []
  beforeAll(async () => {
    const url = await createDatabase(inject('postgresUrl'))
    const lines = new Writable({
      write: (line, _encoding, done) => {
        log.push(String(line))
        done()
      },
    })
    service = await startTestService(
      { DATABASE_URL: url, JWT_SECRET: 'a-token-key-of-the-tests-0123456789' },
      pino({ level: 'debug' }, lines),
    )
    ask = asker(service)
    await service.call('POST', '/api/v1/data/ingest', { body: RECORDS })
    database = new pg.Client(url)
    await database.connect()
  })
  afterAll(async () => {
    await database.end()
    await service.close()
  })

  const predict = async (): Promise<Answer> => {
    const answer = await ask('POST', PREDICT)
    expect(answer.status, answer.text).toBe(200)
    return answer
  }
  const idsOf = (bundle: Answer) =>
    (bundle.json.entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id)
  const pseudonym = async () =>
    (await service.call('POST', '/api/v1/pseudonyms', { body: { patient_id: ID } })).json.pseudonym

  it('is what the JSON API predicts for the same stored patient', async () => {
    const plain = (await service.call('POST', `/api/v1/predict/patient/${ID}`)).json
    const { json } = await predict()
    const [prediction] = json.prediction
    expect(prediction.probabilityDecimal).toBe(Number((plain.probability * 100).toFixed(2)))
    expect(prediction.qualitativeRisk.text).toBe(plain.risk_level)
    expect(json.subject).toMatchObject({
      reference: `Patient/${ID}`,
      identifier: { value: await pseudonym() },
    })
    expect(prediction.whenPeriod.start).toBe(plain.index_stay.end)
    for (const word of ['age', 'diagnoses', 'medications', 'gender'])
      expect(prediction.rationale).toContain(word)
  })

  it('is the same when it is read again, but for what is not kept', async () => {
    const made = (await predict()).json
    const { status, json } = await ask('GET', `/fhir/RiskAssessment/${made.id}`)
    expect(status).toBe(200)
    const { whenPeriod, rationale, ...kept } = made.prediction[0]
    expect([typeof whenPeriod, typeof rationale]).toEqual(['object', 'string'])
    const { reference, ...subject } = made.subject
    expect(reference).toBe(`Patient/${ID}`)
    expect(json).toEqual({ ...made, subject, prediction: [kept] })
  })

  it('tells of the decision that a person took', async () => {
    const { id } = (await predict()).json
    const admin = await service.token()
    const user = { username: 'ward', password: 'long-enough-password' }
    await service.call('POST', '/api/v1/admin/users', {
      token: admin,
      body: { ...user, role: 'user', institution_id: 'dkfz' },
    })
    const decided = await service.call('POST', `/api/v1/predictions/${id}/decision`, {
      token: await service.token(user),
      body: { action: 'overridden', reason_code: 'social-situation', level: 'HIGH' },
    })
    expect(decided.status).toBe(200)
    const { json } = await ask('GET', `/fhir/RiskAssessment/${id}`)
    expect(json.note[1].text).toContain('HIGH held to be right, because of social-situation')
  })

  it('keeps a range once the probability is deleted', async () => {
    const { id } = (await predict()).json
    const before = (await ask('GET', `/fhir/RiskAssessment/${id}`)).json.prediction[0]
    await database.query('delete from served_predictions where prediction_id = $1', [id])
    const { json } = await ask('GET', `/fhir/RiskAssessment/${id}`)
    const { low, high } = json.prediction[0].probabilityRange
    expect(high.value - low.value).toBeCloseTo(5)
    expect(before.probabilityDecimal).toBeGreaterThanOrEqual(low.value)
    expect(before.probabilityDecimal).toBeLessThan(high.value)
  })

  it('is not sent again to who has it, by its ETag', async () => {
    const { id } = (await predict()).json
    const path = `/fhir/RiskAssessment/${id}`
    const etag = (await ask('GET', path)).headers.get('etag') ?? ''
    expect(etag).toMatch(/^W\/"[\w-]{22}"$/)
    const again = await ask('GET', path, { headers: { 'if-none-match': etag } })
    expect([again.status, again.text]).toEqual([304, ''])
    const other = await ask('GET', path, { headers: { 'if-none-match': 'W/"x"' } })
    expect(other.status).toBe(200)
  })

  it('is another institution’s to nobody: not to read, not to find, not to predict for', async () => {
    const { id } = (await predict()).json
    const stranger = { key: KEYS.ukhd }
    for (const [method, path] of [
      ['GET', `/fhir/RiskAssessment/${id}`],
      ['POST', PREDICT],
    ] as const) {
      const answer = await ask(method, path, stranger)
      expect([answer.status, answer.json.issue[0].code]).toEqual([404, 'not-found'])
    }
    for (const search of [
      '',
      `?subject=Patient/${ID}`,
      `?subject:identifier=${await pseudonym()}`,
      '?date=ge2020',
    ]) {
      const found = await ask('GET', `/fhir/RiskAssessment${search}`, stranger)
      expect([found.status, idsOf(found)]).toEqual([200, []])
    }
  })

  it('is found by patient, pseudonym and date, page by page, latest first', async () => {
    const made: string[] = []
    for (let count = 0; count < 3; count++) made.unshift((await predict()).json.id)
    const first = await ask('GET', `/fhir/RiskAssessment?subject=Patient/${ID}&_count=2`)
    expect(idsOf(first)).toEqual(made.slice(0, 2))
    const next = first.json.link.find((one: { relation: string }) => one.relation === 'next').url
    expect(next.startsWith(`${service.url}/fhir/RiskAssessment?`)).toBe(true)
    expect(next).not.toContain(ID)
    const second = await ask('GET', next.slice(service.url.length))
    expect(idsOf(second)[0]).toBe(made[2])
    expect(second.json.link[0].url).toBe(next)
    const system = 'urn:uuid:c6734a42-84dc-49b5-8001-a7e1872c75a9'
    const identifier = encodeURIComponent(`${system}|${await pseudonym()}`)
    const found = await ask('GET', `/fhir/RiskAssessment?patient:identifier=${identifier}`)
    expect(idsOf(found).slice(0, 3)).toEqual(made)
    const [{ resource }] = first.json.entry
    const at = resource.occurrenceDateTime
    expect(idsOf(await ask('GET', `/fhir/RiskAssessment?date=gt${at}`))).not.toContain(resource.id)
    expect(idsOf(await ask('GET', `/fhir/RiskAssessment?date=${at}`))).toContain(resource.id)
    expect(idsOf(await ask('GET', '/fhir/RiskAssessment?date=lt2020'))).toEqual([])
    for (const unknown of ['urn:other%7Cx', 'x', `${encodeURIComponent(system)}%7C%00`]) {
      const other = await ask('GET', `/fhir/RiskAssessment?subject:identifier=${unknown}`)
      expect([other.status, other.json.entry], unknown).toEqual([200, undefined])
    }
  })

  it('is found by a form too, whose patient is in no address', async () => {
    const { id } = (await predict()).json
    const found = await ask('POST', '/fhir/RiskAssessment/_search', {
      body: `subject=Patient/${ID}&_count=1`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(idsOf(found)).toEqual([id])
    expect(found.json.link[0].url).not.toContain(ID)
  })

  it('is in the audit trail: made, read, and found', async () => {
    const { json } = await predict()
    await ask('GET', `/fhir/RiskAssessment/${json.id}`)
    await ask('GET', `/fhir/RiskAssessment?subject=${ID}&_count=1`)
    await ask('GET', '/fhir/RiskAssessment?_count=1')
    const { rows } = (await service.call('GET', '/api/v1/audit?limit=4')).json
    const subject = await pseudonym()
    expect(
      rows.map((row: Record<string, unknown>) => [
        row.kind,
        row.subject_pseudonym,
        row.purpose,
        row.details,
      ]),
    ).toEqual([
      ['patients-read', null, 'treatment', { list: 'RiskAssessment', rows: 1 }],
      ['patient-read', subject, 'treatment', { list: 'RiskAssessment', rows: 1 }],
      ['patient-read', subject, 'treatment', { prediction: json.id }],
      ['prediction', subject, 'treatment', null],
    ])
  })

  it('comes of records that are sent along, and nothing of these is stored', async () => {
    const sent = 'CANARY-SENT-1'
    const records = [{ ...PATIENT, id: sent }, ENCOUNTER, CONDITION].map((one) =>
      JSON.parse(JSON.stringify(one).replaceAll('Patient/p1', `Patient/${sent}`)),
    )
    const foreign = { resourceType: 'Observation', id: 'o1' }
    const answer = await ask('POST', '/fhir/Patient/$predict-readmission', {
      body: parametersOf(foreign, ...records),
    })
    expect(answer.status, answer.text).toBe(200)
    expect(answer.json).toMatchObject({
      subject: { reference: `Patient/${sent}` },
      encounter: { reference: 'Encounter/e1' },
      basis: [
        { reference: `Patient/${sent}` },
        { reference: 'Encounter/e1' },
        { reference: 'Condition/c1' },
      ],
    })
    const stored = (await predict()).json.prediction[0]
    expect(answer.json.prediction[0].probabilityDecimal).toBe(stored.probabilityDecimal)
    const predicted = await ask('POST', `/fhir/Patient/${sent}/$predict-readmission`)
    expect(predicted.status).toBe(404)
    const read = await ask('GET', `/fhir/RiskAssessment/${answer.json.id}`)
    expect(read.text).not.toContain(sent)
  })

  it('leaves no patient’s id in the log or the metrics', async () => {
    await predict()
    await ask('GET', `/fhir/RiskAssessment?subject=Patient/${ID}`)
    await ask('GET', `/fhir/Patient/${ID}`)
    const lines = log.join('')
    expect(lines).toContain('/fhir/Patient/{id}/$predict-readmission')
    expect(lines).not.toContain('CANARY')
    expect(await (await fetch(service.metricsUrl)).text()).not.toContain('CANARY')
  })
})
