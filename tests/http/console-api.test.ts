import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEYS, startTestService, type TestService } from './start-service.ts'

const PASSWORD = 'long-enough-password'
const PATIENT = {
  patient_id: 'MRN-4711',
  age: 75,
  gender: 'female',
  conditions: ['a', 'b'],
  medications: ['c'],
  recent_encounters: 2,
}
const RECORDS = [
  { resourceType: 'Patient', id: 'MRN-4711', gender: 'female', birthDate: '1950-03-01' },
  ...['2025-11-02', '2026-03-02'].map((day, index) => ({
    resourceType: 'Encounter',
    id: `e${index}`,
    status: 'finished',
    subject: { reference: 'Patient/MRN-4711' },
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    period: { start: `${day}T09:00:00+01:00`, end: `${day}T23:00:00+01:00` },
  })),
]

describe('what the console reads', () => {
  let service: TestService
  let admin: string
  let nurse: string
  let other: string
  const plans = mkdtempSync(join(tmpdir(), 'dataspace-plan-'))
  beforeAll(async () => {
    writeFileSync(join(plans, 'plan.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
    writeFileSync(
      join(plans, 'plan.json'),
      JSON.stringify({
        environment: 'dev',
        cost: {
          currency: 'USD',
          region: 'eu-central-1',
          atLeast: 151.73,
          items: [
            { area: 'compute', usdPerMonth: 73 },
            { area: 'data', usdPerMonth: 70 },
            { area: 'compute', usdPerMonth: 8.73 },
          ],
          unknown: [],
          byUse: [{}, {}],
        },
      }),
    )
    service = await startTestService({
      PLAN_PICTURE_PATH: join(plans, 'plan.svg'),
      PLAN_PATH: join(plans, 'plan.json'),
      GRAFANA_URL: 'http://reader:secret@grafana.test:3000/',
      MLFLOW_TRACKING_URI: 'http://mlflow.internal:5000',
      TOOL_LINKS: '{"MLflow":"https://mlflow.hospital.example"}',
    })
    admin = await service.token()
    const user = async (username: string, institution_id: string) => {
      const body = { username, password: PASSWORD, role: 'user', institution_id }
      await service.call('POST', '/api/v1/admin/users', { token: admin, body })
      return service.token({ username, password: PASSWORD })
    }
    nurse = await user('nurse', 'dkfz')
    other = await user('other', 'ukhd')
  })
  afterAll(async () => {
    await service.close()
    rmSync(plans, { recursive: true })
  })

  const get = (path: string, token = nurse) => service.call('GET', path, { token })
  const post = (path: string, body: unknown, token = nurse) =>
    service.call('POST', path, { token, ...(body === undefined ? {} : { body }) })
  const predict = async (token = nurse, body: object = PATIENT) => {
    const answer = await post('/api/v1/predict', body, token)
    expect(answer.status, answer.text).toBe(200)
    return answer.json
  }

  it('says how a probability is backed by held-out patients, and which inputs were missing', async () => {
    const known = await predict()
    const { from, to, stays, observed_rate, interval, basis } = known.uncertainty
    expect(basis).toBe('similar-probability')
    expect(known.probability).toBeGreaterThanOrEqual(from)
    expect(known.probability).toBeLessThanOrEqual(to)
    expect(interval.low).toBeLessThan(observed_rate)
    expect(interval.high).toBeGreaterThan(observed_rate)
    expect(stays).toBeGreaterThanOrEqual(150)
    expect(known.unknown_inputs).toEqual([])
    expect((await predict(nurse, { ...PATIENT, gender: 'diverse' })).unknown_inputs).toEqual([
      'gender_encoded',
    ])
  })

  it('lists patients of the own institution by pseudonym, and writes down who read them', async () => {
    const ingested = await post('/api/v1/data/ingest', RECORDS)
    expect(ingested.json.accepted, ingested.text).toBe(3)
    const { prediction_id } = await predict()
    const list = await get('/api/v1/patients')
    expect(list.json).toMatchObject({
      patients: [{ encounters: 2, conditions: 0 }],
      next_cursor: null,
    })
    expect(list.text).not.toContain('4711')
    const { pseudonym } = list.json.patients[0]
    const found = await post('/api/v1/pseudonyms', { patient_id: 'MRN-4711' })
    expect(found.json).toEqual({ pseudonym, stored: true })
    const detail = await get(`/api/v1/patients/${pseudonym}`)
    expect(detail.json).toMatchObject({
      stays: [
        { admitted_on: '2025-11-02', planned: false },
        { admitted_on: '2026-03-02', discharged_on: '2026-03-02', open: false },
      ],
      features: { age: 76, recent_encounters: 1, gender_encoded: 0 },
      features_missing: null,
    })
    expect(
      detail.json.predictions.map((one: { prediction_id: string }) => one.prediction_id),
    ).toContain(prediction_id)
    expect(detail.text).not.toMatch(/4711|1950/)
    for (const [kind, subject] of [
      ['patients-read', null],
      ['patient-read', pseudonym],
    ]) {
      const { json } = await get(`/api/v1/audit?kind=${kind}`)
      expect(json.rows[0]).toMatchObject({ subject_pseudonym: subject, purpose: 'treatment' })
    }
  })

  it('predicts for a pseudonym under the same pseudonym', async () => {
    const { json } = await post('/api/v1/pseudonyms', { patient_id: 'MRN-4711' })
    const predicted = await post(`/api/v1/patients/${json.pseudonym}/predict`, undefined)
    expect(predicted.json).toMatchObject({
      patient_id: json.pseudonym,
      index_stay: { start: '2026-03-02T08:00:00.000Z' },
    })
    const row = await get(`/api/v1/audit/${predicted.json.prediction_id}`)
    expect(row.json.subject_pseudonym).toBe(json.pseudonym)
  })

  it('shows no patient of another institution, whichever way one asks', async () => {
    const { json } = await post('/api/v1/pseudonyms', { patient_id: 'MRN-4711' })
    expect((await get(`/api/v1/patients/${json.pseudonym}`, other)).status).toBe(404)
    expect(
      (await post(`/api/v1/patients/${json.pseudonym}/predict`, undefined, other)).status,
    ).toBe(404)
    expect((await get('/api/v1/patients', other)).json.patients).toEqual([])
    const same = await post('/api/v1/pseudonyms', { patient_id: 'MRN-4711' }, other)
    expect(same.json).toMatchObject({ stored: false })
    expect(same.json.pseudonym).not.toBe(json.pseudonym)
    expect((await get('/api/v1/patients', admin)).status).toBe(403)
    expect((await get('/api/v1/predictions', other)).json.predictions).toEqual([])
    const others = await get('/api/v1/audit?institution_id=dkfz', other)
    expect(others.status).toBe(403)
  })

  it('pages through predictions, with those whose outcome is open apart', async () => {
    const ids = []
    for (let i = 0; i < 5; i += 1) ids.unshift((await predict()).prediction_id)
    const seen = []
    let cursor = ''
    for (let page = 0; page < 3; page += 1) {
      const { json } = await get(`/api/v1/predictions?limit=2${cursor}`)
      seen.push(...json.predictions.map((one: { prediction_id: string }) => one.prediction_id))
      cursor = `&cursor=${json.next_cursor}`
    }
    expect(seen.slice(0, 5)).toEqual(ids)
    const today = new Date().toISOString().slice(0, 10)
    await post('/api/v1/outcomes', { prediction_id: ids[1], readmitted: true, observed_on: today })
    const known = await get('/api/v1/predictions?outcome=known')
    expect(known.json.predictions).toMatchObject([
      { prediction_id: ids[1], outcome: { readmitted: true, observed_on: today } },
    ])
    const open = await get('/api/v1/predictions?outcome=open&limit=500')
    expect(open.text).not.toContain(ids[1])
    expect((await get('/api/v1/predictions?limit=0')).status).toBe(422)
  })

  it('takes a decision on a prediction into the audit trail, and shows the latest', async () => {
    const { prediction_id: id } = await predict()
    const decide = (body: object, token = nurse) =>
      post(`/api/v1/predictions/${id}/decision`, body, token)
    const override = { action: 'overridden', reason_code: 'social-situation', level: 'HIGH' }
    expect((await decide({ action: 'accepted' })).status).toBe(200)
    const done = await decide({ ...override, note: 'Lives alone, no care arranged' })
    expect(done.json).toMatchObject({ ...override, note: 'Lives alone, no care arranged' })
    const row = await get(`/api/v1/audit/${id}`)
    expect(row.json.human_action).toMatchObject({ ...override, audit_id: done.json.audit_id })
    const about = await get(`/api/v1/audit?prediction_id=${id}`)
    expect(about.json.rows.map((one: { kind: string }) => one.kind)).toEqual([
      'human-decision',
      'human-decision',
      'prediction',
    ])
    expect(about.json.rows[0].details, 'words stay out of the trail').toEqual({
      prediction: id,
      ...override,
    })
    const { json } = await service.call('POST', '/api/v1/admin/audit/verify', { token: admin })
    expect(json.intact).toBe(true)
  })

  it('refuses a decision without its reason, with a number in its words, or by somebody else', async () => {
    const { prediction_id: id } = await predict()
    const path = `/api/v1/predictions/${id}/decision`
    const override = { action: 'overridden', reason_code: 'other', level: 'LOW' }
    for (const body of [
      { action: 'overridden' },
      { action: 'overridden', level: 'LOW' },
      { ...override, reason_code: 'because' },
      { ...override, note: 'born 1950' },
      { ...override, note: 'a@b' },
      { ...override, note: '<script>' },
      { action: 'accepted', reason_code: 'other' },
      { action: 'maybe' },
    ])
      expect((await post(path, body)).status, JSON.stringify(body)).toBe(422)
    expect((await post(path, override, other)).status).toBe(404)
    expect((await post(path, override, admin)).status).toBe(404)
    const byKey = await service.call('POST', path, { body: override, key: KEYS.dkfz })
    expect(byKey.status, 'a machine decides nothing').toBe(401)
    const own = await predict(admin)
    const mine = `/api/v1/predictions/${own.prediction_id}/decision`
    expect((await post(mine, override, admin)).status).toBe(200)
    expect((await post(mine, override, nurse)).status).toBe(404)
  })

  it('searches the audit trail by time, kind, actor and page, each in his own institution', async () => {
    await predict(other)
    const all = await get('/api/v1/audit?limit=3', admin)
    expect(all.json.rows).toHaveLength(3)
    const next = await get(`/api/v1/audit?limit=3&cursor=${all.json.next_cursor}`, admin)
    expect(next.json.rows[0].seq).toBe(all.json.rows[2].seq - 1)
    const mine = await get('/api/v1/audit?limit=500')
    expect(new Set(mine.json.rows.map((one: { institution: string }) => one.institution))).toEqual(
      new Set(['dkfz']),
    )
    const theirs = await get('/api/v1/audit?institution_id=ukhd&kind=prediction', admin)
    expect(theirs.json.rows).toMatchObject([{ institution: 'ukhd', kind: 'prediction' }])
    const [first] = theirs.json.rows
    const by = await get(`/api/v1/audit?actor=${encodeURIComponent(first.actor)}`, admin)
    expect(by.json.rows.every((one: { actor: string }) => one.actor === first.actor)).toBe(true)
    const until = encodeURIComponent(first.time)
    const before = await get(`/api/v1/audit?to=${until}&limit=500`, admin)
    expect(before.json.rows.length).toBeGreaterThan(5)
    expect(before.text).not.toContain(first.id)
    const after = await get(`/api/v1/audit?from=${until}`, admin)
    expect(after.text).toContain(first.id)
  })

  it('exports what it finds a row a line, and the export has a row of its own', async () => {
    const found = await get('/api/v1/audit?kind=prediction&limit=500')
    const exported = await get('/api/v1/audit/export?kind=prediction')
    expect(exported.headers.get('content-type')).toBe('application/x-ndjson')
    expect(exported.headers.get('content-disposition')).toContain('attachment')
    const rows = exported.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(rows).toEqual(found.json.rows)
    const [row] = (await get('/api/v1/audit?kind=audit-exported')).json.rows
    expect(row).toMatchObject({ institution: 'dkfz', details: { kind: 'prediction' } })
  })

  it("finds a patient's rows by his pseudonym, and says of whom rows were exported", async () => {
    await predict()
    const asked = await post('/api/v1/pseudonyms', { patient_id: PATIENT.patient_id })
    const { pseudonym } = asked.json
    const found = await get(`/api/v1/audit?pseudonym=${pseudonym}`)
    expect(found.json.rows.length).toBeGreaterThan(0)
    for (const row of found.json.rows) expect(row.subject_pseudonym).toBe(pseudonym)
    expect((await get(`/api/v1/audit?pseudonym=${pseudonym}`, other)).json.rows).toEqual([])
    expect((await get(`/api/v1/audit?pseudonym=${PATIENT.patient_id}`)).status).toBe(422)
    await get(`/api/v1/audit/export?pseudonym=${pseudonym}`)
    const [row] = (await get(`/api/v1/audit?pseudonym=${pseudonym}&kind=audit-exported`)).json.rows
    expect(row).toMatchObject({ subject_pseudonym: pseudonym, details: {} })
  })

  it('sums up predictions by day and level: of the own institution, for administrators of all', async () => {
    const all = await get('/api/v1/overview?days=2', admin)
    expect(all.status, all.text).toBe(200)
    expect(all.json.model).toMatchObject({ version: '1', auc: expect.any(Number) })
    expect(all.json.traffic).toMatchObject({ source: 'process', requests: expect.any(Number) })
    expect(all.json.traffic.latency).toHaveLength(3)
    const ids = (answer: typeof all) =>
      answer.json.predictions.map((one: { institution_id: string }) => one.institution_id)
    expect(ids(all)).toEqual(expect.arrayContaining(['dkfz', 'ukhd', null]))
    expect(ids(await get('/api/v1/overview?days=2'))).toEqual(['dkfz'])
    expect(all.json.drift).toBeNull()
    await service.call('POST', '/api/v1/admin/drift/check', { token: admin })
    expect((await get('/api/v1/overview', admin)).json.drift.findings).toBeGreaterThan(
      (await get('/api/v1/overview')).json.drift.findings,
    )
  })

  it('shows what was measured of the model in service', async () => {
    const { json } = await get('/api/v1/models/1/evaluation')
    expect(json.roc.at(-1)).toMatchObject({ false_positive_rate: 1, true_positive_rate: 1 })
    expect(json.reliability).toHaveLength(10)
    const institutions = json.subgroups.filter((one: { by: string }) => one.by === 'institution')
    expect(institutions).toHaveLength(3)
    expect((await get('/api/v1/models/99/evaluation')).status).toBe(404)
    const info = await get('/api/v1/model/info')
    expect(info.json.not_considered).toContain('living-situation')
    const compare = { first: 1, second: 2 }
    expect((await post('/api/v1/admin/models/compare', compare, admin)).status).toBe(404)
    const twice = { first: 1, second: 1 }
    expect((await post('/api/v1/admin/models/compare', twice, admin)).status).toBe(422)
  })

  it('shows the plan that the deployment carries, in which nothing runs', async () => {
    const { json, text } = await get('/api/v1/platform', admin)
    expect(json).toMatchObject({
      environment: 'dev',
      picture: { href: '/api/v1/platform/plan', type: 'image/svg+xml' },
      cost: {
        at_least_per_month: 151.73,
        areas: [
          { area: 'compute', per_month: 81.73 },
          { area: 'data', per_month: 70 },
        ],
        charged_by_use: 2,
      },
      // The address people open, where the service reaches it by another.
      links: [
        { name: 'Grafana', url: 'http://grafana.test:3000/' },
        { name: 'MLflow', url: 'https://mlflow.hospital.example/' },
      ],
    })
    expect(text).not.toContain('secret')
    const picture = await get('/api/v1/platform/plan', admin)
    expect(picture.headers.get('content-type')).toContain('image/svg+xml')
    const policy = picture.headers.get('content-security-policy')
    expect(policy).toContain("; sandbox; frame-ancestors 'self'")
    expect(picture.headers.get('x-frame-options')).toBe('SAMEORIGIN')
    expect((await get('/api/v1/platform')).status).toBe(403)
  })
})
