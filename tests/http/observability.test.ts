import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestService, type TestService } from './start-service.ts'

const PATIENT = {
  patient_id: 'CANARY-PATIENT-77',
  age: 61,
  gender: 'male',
  conditions: ['CANARY-DIAGNOSIS'],
  medications: [],
  recent_encounters: 1,
}

describe('what the service tells of itself', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService()
  })
  afterAll(() => service.close())

  const metrics = async (): Promise<string> => (await fetch(service.metricsUrl)).text()
  const value = (text: string, line: string): number =>
    Number(
      text
        .split('\n')
        .find((one) => one.startsWith(`${line} `))
        ?.slice(line.length) ?? 'NaN',
    )

  it('counts requests by route pattern, not by path', async () => {
    const id = crypto.randomUUID()
    await service.call('GET', `/api/v1/audit/${id}`)
    await service.call('GET', `/nowhere/${id}`)
    const text = await metrics()
    expect(text).not.toContain(id)
    expect(
      value(
        text,
        'http_requests_total{method="GET",endpoint="/api/v1/audit/{prediction_id}",status="404"}',
      ),
    ).toBe(1)
    expect(text).toContain('endpoint="unmatched",status="404"')
  })

  it('counts predictions by level and times them in the original buckets', async () => {
    const { json } = await service.call('POST', '/api/v1/predict', { body: PATIENT })
    const text = await metrics()
    expect(
      value(text, `predictions_total{status="success",risk_level="${json.risk_level}"}`),
    ).toBeGreaterThanOrEqual(1)
    for (const bucket of ['0.01', '0.05', '0.1', '0.25', '0.5', '1', '2'])
      expect(text).toContain(`prediction_duration_seconds_bucket{le="${bucket}"}`)
    expect(text).toContain('model_confidence_score_bucket{le="0.1"}')
    expect(text).toContain(`sha256="${json.model.sha256}"`)
  })

  it('returns to no active connection after good and bad requests', async () => {
    await Promise.all(
      ['{', '{}', JSON.stringify(PATIENT)].map((body) =>
        service.call('POST', '/api/v1/predict', { body }),
      ),
    )
    expect(value(await metrics(), 'active_connections')).toBe(0)
  })

  it('holds no personal data in its metrics', async () => {
    await service.call('POST', '/api/v1/predict', { body: PATIENT })
    expect(await metrics()).not.toMatch(/CANARY/)
  })

  it('lists nine services and checks them at the same time', async () => {
    const token = await service.token()
    const { json } = await service.call('GET', '/api/v1/services', { token })
    expect(json.services).toHaveLength(9)
    const state = Object.fromEntries(
      json.services.map((one: { name: string; status: string }) => [one.name, one.status]),
    )
    expect(state).toMatchObject({ API: 'healthy', PostgreSQL: 'healthy' })
  })

  it('describes the model in service with its card', async () => {
    const token = await service.token()
    const { json } = await service.call('GET', '/api/v1/model/info', { token })
    expect(json).toMatchObject({
      model_type: 'RandomForestClassifier',
      n_estimators: 100,
      features: ['age', 'num_conditions', 'num_medications', 'recent_encounters', 'gender_encoded'],
      model_exists: true,
      training_status: { running: false, error: null },
    })
    expect(json.roc_auc).toBeCloseTo(0.628, 2)
    expect(json.card.intendedUse).toBeTruthy()
  })

  it('serves its documents from itself: no page names another host', async () => {
    for (const path of ['/docs', '/redoc']) {
      const page = await service.call('GET', path, { key: null })
      expect(page.status).toBe(200)
      expect(page.text).not.toMatch(/https?:\/\//)
      for (const [, file] of page.text.matchAll(/(?:src|href)="([^"]+)"/g)) {
        const answer = await fetch(`${service.url}${file}`)
        expect(answer.status, file).toBe(200)
        expect((await answer.text()).includes('https://cdn.'), file).toBe(false)
      }
    }
  })

  it('has an OpenAPI 3.1 document whose paths are the routes that are served', async () => {
    const { json } = await service.call('GET', '/openapi.json', { key: null })
    expect(json.openapi).toBe('3.1.0')
    for (const [path, methods] of Object.entries(json.paths as Record<string, object>)) {
      const other = await service.call('PATCH', path.replaceAll(/\{\w+\}/g, '1'), { key: null })
      expect(other.status, path).toBe(405)
      expect(other.headers.get('allow')?.split(', ')).toEqual(
        Object.keys(methods)
          .map((method) => method.toUpperCase())
          .sort(),
      )
    }
  })

  it('verifies its audit trail for an administrator', async () => {
    const token = await service.token()
    const { json } = await service.call('POST', '/api/v1/admin/audit/verify', { token })
    expect(json).toMatchObject({ intact: true, problems: [] })
    expect(json.rows).toBeGreaterThan(3)
    expect(json.head).toMatch(/^\d+:[0-9a-f]{64}$/)
  })
})
