import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { daysAgo } from '../drift/served.ts'
import { KEYS, startTestService, type TestService } from './start-service.ts'

const PATIENT = {
  patient_id: 'P-1',
  age: 61,
  gender: 'male',
  conditions: [],
  medications: [],
  recent_encounters: 1,
}

describe('outcomes over HTTP', () => {
  let service: TestService
  let token: string
  beforeAll(async () => {
    service = await startTestService({ DRIFT_MIN_CASES: '2' })
    token = await service.token()
  })
  afterAll(() => service.close())

  const predict = async (): Promise<string> =>
    (await service.call('POST', '/api/v1/predict', { body: PATIENT })).json.prediction_id
  const tell = (body: unknown, options = {}) =>
    service.call('POST', '/api/v1/outcomes', { body, ...options })
  const outcome = (prediction_id: string) => ({
    prediction_id,
    readmitted: true,
    observed_on: daysAgo(0),
  })

  it('are taken from the institution that was served the prediction, and from no other', async () => {
    const id = await predict()
    expect(await tell(outcome(id), { key: KEYS.ukhd })).toMatchObject({
      status: 404,
      json: { detail: 'Prediction not found' },
    })
    expect(await tell(outcome(id.toUpperCase()))).toMatchObject({
      status: 200,
      json: { prediction_id: id, result: 'recorded' },
    })
    expect((await tell(outcome(id))).json.result).toBe('unchanged')
    expect((await tell(outcome(id), { token, key: null })).status).toBe(403)
  })

  it('refuses what cannot be known yet, and what is no outcome', async () => {
    const id = await predict()
    const early = await tell({ ...outcome(id), readmitted: false })
    expect(early.status).toBe(409)
    expect(early.headers.get('content-type')).toContain('application/problem+json')
    expect((await tell({ ...outcome(id), observed_on: '2026-02-30' })).status).toBe(422)
    expect((await tell({ ...outcome(id), prediction_id: 'P-1' })).status).toBe(422)
  })

  it('answers a batch for each, and corrects with a row in the audit trail', async () => {
    const [first, second] = [await predict(), await predict()]
    await tell(outcome(first))
    const outcomes = [
      { ...outcome(first), observed_on: daysAgo(-1) },
      outcome(second),
      outcome(crypto.randomUUID()),
    ]
    const batch = (all: unknown[]) =>
      service.call('POST', '/api/v1/outcomes/batch', { body: { outcomes: all } })
    const { json } = await batch(outcomes)
    expect(json.results.map(({ result }: { result: string }) => result)).toEqual([
      'corrected',
      'recorded',
      'unknown',
    ])
    expect((await batch([outcome(first), outcome(first)])).status).toBe(422)
    expect((await batch([])).status).toBe(422)
    const metrics = await (await fetch(service.metricsUrl)).text()
    expect(metrics).toContain('outcomes_total{institution="dkfz",result="corrected"} 1')
    expect(metrics).toMatch(
      /institution_predictions_total\{institution="dkfz",risk_level="\w+"\} \d/,
    )
  })

  it('lead to findings that a drift check tells and the metrics show', async () => {
    expect((await service.call('GET', '/api/v1/admin/drift', { token })).status).toBe(404)
    const checked = await service.call('POST', '/api/v1/admin/drift/check', { token })
    expect(checked).toMatchObject({
      status: 200,
      json: { drifted: true, model_version: 1, retraining: false },
    })
    const { retraining: _, ...found } = checked.json
    const latest = await service.call('GET', '/api/v1/admin/drift', { token })
    expect(latest.json).toEqual(found)
    const metrics = await (await fetch(service.metricsUrl)).text()
    expect(metrics).toMatch(/feature_psi\{institution="dkfz",feature="age"\} \d/)
    expect(metrics).toContain('drift_detected{institution="dkfz",kind="features"} 1')
  })
})
