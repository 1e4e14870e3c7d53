import { afterEach, describe, expect, it, vi } from 'vitest'
import { startPostgres } from '../postgres/server.ts'
import { startTestService, type TestService } from './start-service.ts'

const PATIENT = {
  patient_id: 'P-1',
  age: 60,
  gender: 'female',
  conditions: [],
  medications: [],
  recent_encounters: 0,
}

describe('with its database down', () => {
  let service: TestService | undefined
  afterEach(() => service?.close())

  it('the service lives, is not ready, refuses what it cannot record, and comes back', async () => {
    const server = await startPostgres()
    service = await startTestService({
      DATABASE_URL: server.url,
      JWT_SECRET: 'a-token-key-of-the-tests-0123456789',
    })
    const token = await service.token()
    const { call } = service
    const predict = () => call('POST', '/api/v1/predict', { body: PATIENT })
    expect((await predict()).status).toBe(200)
    await server.crash()
    expect((await call('GET', '/livez', { key: null })).status).toBe(200)
    expect(await call('GET', '/readyz', { key: null })).toMatchObject({
      status: 503,
      json: { ready: false, database: 'down', model: 'ok' },
    })
    for (const answer of [
      await predict(),
      await call('GET', '/api/v1/institutions'),
      await call('GET', '/api/v1/auth/me', { token }),
    ]) {
      expect(answer.status, answer.text).toBe(503)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    const fhir = await call('GET', '/fhir/RiskAssessment')
    expect([fhir.status, fhir.json.issue[0].code]).toEqual([503, 'transient'])
    await server.restart()
    await vi.waitUntil(async () => (await predict()).status === 200, { timeout: 10_000 })
    const checked = await call('POST', '/api/v1/admin/audit/verify', { token })
    expect(checked.json).toMatchObject({ intact: true })
    await server.stop()
  })
})
