import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestService, type TestService } from './start-service.ts'

describe('errors', () => {
  let service: TestService
  beforeAll(async () => {
    service = await startTestService()
  })
  afterAll(() => service.close())

  const predict = (body: string, headers: Record<string, string> = {}) =>
    service.call('POST', '/api/v1/predict', { body, headers })

  it.each([
    ['broken JSON', '{"age":', 422],
    ['broken JSON without a key', '{', 422],
    ['null', 'null', 422],
    ['an empty body', '', 422],
    ['too deep', '['.repeat(40) + ']'.repeat(40), 400],
    [
      'too wide',
      JSON.stringify(Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [i, i]))),
      400,
    ],
    ['a body over 64 KiB', JSON.stringify({ patient_id: 'x'.repeat(70_000) }), 413],
  ])('for %s are problem+json without a stack trace', async (name, body, status) => {
    const headers = name.includes('without') ? { 'x-api-key': '' } : {}
    const answer = await predict(body, headers)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.json).toMatchObject({ type: 'about:blank', status })
    expect(answer.text).not.toMatch(/\bat .+\.ts/)
  })

  it('are told of a character that the database cannot hold, before it is asked', async () => {
    const body = { username: 'admin\0', password: 'correct-horse-battery' }
    const headers = { 'sec-fetch-site': 'same-origin' }
    const statuses = [
      await service.call('POST', '/api/v1/auth/login', { body, key: null }),
      await service.call('POST', '/api/v1/auth/session', { body, key: null, headers }),
      await service.call('GET', '/api/v1/audit?actor=user%00'),
      await service.call('GET', '/api/v1/audit/export?actor=user%00'),
    ].map(({ status }) => status)
    expect(statuses).toEqual([422, 422, 422, 422])
  })

  it('stop a chunked body as soon as it is too large', async () => {
    const endless = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(16_384).fill(32)),
    })
    const answer = await fetch(`${service.url}/api/v1/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit)
    expect(answer.status).toBe(413)
  })

  it('name a request id that is also in the header, the caller’s where it is random', async () => {
    for (const id of [crypto.randomUUID(), '4bf92f3577b34da6a3ce929d0e0e4736']) {
      const answer = await predict('{}', { 'x-request-id': id })
      expect(answer.json.request_id).toBe(id)
      expect(answer.headers.get('x-request-id')).toBe(id)
    }
    for (const id of ['a b<script>', 'MRN-00012345678', 'Mustermann.Erika.1950-06-15']) {
      const strange = await predict('{}', { 'x-request-id': id })
      expect(strange.json.request_id).toMatch(/^[0-9a-f-]{36}$/)
    }
  })

  it('for an unknown path are 404, for a trailing slash a redirect that stays here', async () => {
    expect((await service.call('GET', '/nowhere')).json).toMatchObject({ detail: 'Not Found' })
    const slash = await service.call('GET', '/health/?x=1')
    expect(slash.status).toBe(307)
    expect(slash.headers.get('location')).toBe('/health?x=1')
    const evil = await service.call('GET', '//evil.example/')
    expect(evil.status).toBe(404)
  })

  it('never carry the values of a request', async () => {
    const answer = await predict(
      JSON.stringify({ patient_id: 'Erika Mustermann', age: 'born 1960', gender: 7 }),
    )
    expect(answer.status).toBe(422)
    expect(answer.text).not.toContain('Mustermann')
    expect(answer.text).not.toContain('1960')
  })
})
