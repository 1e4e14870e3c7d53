import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Issuer, startIssuer } from '../auth/issuer.ts'
import { ADMIN, KEYS, startTestService, type TestService } from './start-service.ts'

const PATIENT = {
  patient_id: 'P-1',
  age: 60,
  gender: 'female',
  conditions: [],
  medications: [],
  recent_encounters: 0,
}

describe('access', () => {
  let service: TestService
  let issuer: Issuer
  let admin: string
  beforeAll(async () => {
    issuer = await startIssuer([
      { id: 'chief', claims: { roles: ['dataspace-admin'] } },
      { id: 'nurse', claims: { roles: ['dataspace-user'], institution: 'ukhd' } },
      { id: 'guest', claims: { roles: [] } },
    ])
    service = await startTestService({
      OIDC_ISSUER: issuer.url,
      OIDC_AUDIENCE: 'https://dataspace.test',
      LOGIN_FAILURES_PER_MINUTE: '5',
      TRUSTED_PROXIES: '1',
    })
    admin = await service.token()
  })
  afterAll(async () => {
    await service.close()
    await issuer.close()
  })

  const newUser = async (user: Record<string, unknown>) => {
    const answer = await service.call('POST', '/api/v1/admin/users', {
      token: admin,
      body: { password: 'long-enough-1', role: 'user', ...user },
    })
    expect(answer.status, answer.text).toBe(201)
    const { username } = answer.json
    return { ...answer.json, token: await service.token({ username, password: 'long-enough-1' }) }
  }

  it('of every route follows its declaration: no route answers without its credential', async () => {
    const { json: document } = await service.call('GET', '/openapi.json', { key: null })
    let checked = 0
    for (const [path, methods] of Object.entries(document.paths as Record<string, object>))
      for (const [method, operation] of Object.entries(methods)) {
        const { security } = operation as { security: object[] }
        const url = path.replaceAll(/\{\w+\}/g, '1')
        const send = (options: object) =>
          service.call(method.toUpperCase(), url, {
            key: null,
            ...(method === 'get' ? {} : { body: {} }),
            ...options,
          })
        if (security.length === 0) continue
        checked++
        expect([401, 403], path).toContain((await send({})).status)
        expect([401, 403], path).toContain((await send({ token: 'junk' })).status)
        const takesKey = security.some((one) => 'apiKey' in one)
        if (!takesKey) expect((await send({ key: KEYS.dkfz })).status, path).toBe(401)
      }
    expect(checked).toBeGreaterThan(12)
  })

  it('ends with the user: his token is refused once he is deleted', async () => {
    const user = await newUser({ username: 'leaver' })
    const me = () => service.call('GET', '/api/v1/auth/me', { token: user.token })
    expect((await me()).json).toMatchObject({ username: 'leaver', role: 'user' })
    const deleted = await service.call('DELETE', `/api/v1/admin/users/${user.id}`, { token: admin })
    expect(deleted.json).toEqual({ status: 'deleted', username: 'leaver' })
    expect((await me()).status).toBe(401)
    await newUser({ username: 'leaver' })
    expect((await me()).status).toBe(401)
  })

  it('to users is for administrators, who cannot delete themselves', async () => {
    const users = await service.call('GET', '/api/v1/admin/users', { token: admin })
    expect(users.json.users[0]).toMatchObject({ username: ADMIN.username, role: 'admin' })
    expect(users.text).not.toContain('argon2')
    const self = await service.call('DELETE', `/api/v1/admin/users/${users.json.users[0].id}`, {
      token: admin,
    })
    expect(self).toMatchObject({ status: 400, json: { detail: 'Cannot delete your own account' } })
    const nobody = await service.call('DELETE', '/api/v1/admin/users/99999', { token: admin })
    expect(nobody).toMatchObject({ status: 404, json: { detail: 'User not found' } })
  })

  it('refuses a user twice, an unknown role and a short password', async () => {
    const create = (body: object) =>
      service.call('POST', '/api/v1/admin/users', { token: admin, body })
    const user = { username: 'twice', password: 'long-enough-1', role: 'user' }
    expect((await create(user)).status).toBe(201)
    expect(await create(user)).toMatchObject({
      status: 409,
      json: { detail: 'Username already exists' },
    })
    expect(await create({ ...user, role: 'root' })).toMatchObject({
      status: 400,
      json: { detail: "role must be 'admin' or 'user'" },
    })
    expect((await create({ ...user, username: 'x', password: '' })).status).toBe(422)
  })

  it('to patients is for the institution a user is bound to', async () => {
    const bound = await newUser({ username: 'bound', institution_id: 'ukhd' })
    const free = await newUser({ username: 'free' })
    const predict = (token: string, institution_id?: string) =>
      service.call('POST', '/api/v1/predict', { token, body: { ...PATIENT, institution_id } })
    expect((await predict(bound.token)).status).toBe(200)
    expect((await predict(bound.token, 'dkfz')).status).toBe(403)
    expect((await predict(free.token)).status).toBe(200)
    const stored = await service.call('POST', '/api/v1/predict/patient/P-1', { token: free.token })
    expect(stored.status).toBe(403)
  })

  it('by tokens of the identity provider follows their claims', async () => {
    const users = (token: string) => service.call('GET', '/api/v1/admin/users', { token })
    expect((await users(await issuer.token('chief'))).status).toBe(200)
    expect((await users(await issuer.token('nurse'))).status).toBe(403)
    expect((await users(await issuer.token('guest'))).status).toBe(401)
    expect((await users(await issuer.token('chief', 'https://other.test'))).status).toBe(401)
    const me = await service.call('GET', '/api/v1/auth/me', { token: await issuer.token('nurse') })
    expect(me.json).toMatchObject({ role: 'user', institution_id: 'ukhd' })
  })

  it('is limited for a client that fails to log in, and for no other', async () => {
    const login = (password: string, client: string) =>
      service.call('POST', '/api/v1/auth/login', {
        key: null,
        body: { username: 'admin', password },
        headers: { 'x-forwarded-for': `6.6.6.6, ${client}` },
      })
    for (let i = 0; i < 5; i++)
      expect(await login('wrong', '10.0.0.1')).toMatchObject({
        status: 401,
        json: { detail: 'Invalid username or password' },
      })
    const limited = await login(ADMIN.password, '10.0.0.1')
    expect(limited.status).toBe(429)
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await login(ADMIN.password, '10.0.0.2')).status).toBe(200)
  })
})

describe('the rate limit', () => {
  it('holds for an institution, counts the patients of a batch, and leaves others alone', async () => {
    const service = await startTestService({ RATE_LIMIT_PER_SECOND: '20' })
    try {
      const batch = { patients: Array(200).fill(PATIENT) }
      expect((await service.call('POST', '/api/v1/predict/batch', { body: batch })).status).toBe(
        429,
      )
      expect((await service.call('GET', '/api/v1/institutions')).status).toBe(200)
      const small = { patients: Array(15).fill(PATIENT) }
      await service.call('POST', '/api/v1/predict/batch', { body: small })
      const limited = await service.call('POST', '/api/v1/predict/batch', { body: small })
      expect(limited.status).toBe(429)
      expect(Number(limited.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
      const other = await service.call('POST', '/api/v1/predict', { body: PATIENT, key: KEYS.ukhd })
      expect(other.status).toBe(200)
    } finally {
      await service.close()
    }
  })
})
