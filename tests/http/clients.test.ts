import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSigner, type Signer } from '../auth/signer.ts'
import { register } from './registered.ts'
import { type Answer, startTestService, type TestService } from './start-service.ts'

describe('registered systems', () => {
  let service: TestService
  let admin: string
  let signer: Signer
  beforeAll(async () => {
    service = await startTestService()
    admin = await service.token()
    signer = await createSigner('https://signer.test/')
  })
  afterAll(() => service.close())

  const order = (more: Record<string, unknown> = {}): Promise<Answer> =>
    service.call('POST', '/api/v1/admin/clients', {
      token: admin,
      body: {
        name: 'bent',
        issuer: 'https://bent.test/',
        jwks_url: 'https://bent.test/jwks.json',
        institution_id: 'dkfz',
        uses: ['cds-hooks'],
        ...more,
      },
    })

  it('are made, listed and revoked by administrators, each act in the audit trail', async () => {
    const made = await register(service, { name: 'ward-ehr', institution_id: 'ukhd' })
    const { json } = await service.call('GET', '/api/v1/admin/clients', { token: admin })
    expect(json.clients.find(({ id }: { id: number }) => id === made.id)).toMatchObject({
      name: 'ward-ehr',
      issuer: 'https://ward-ehr.test/',
      tenant: null,
      jwks_url: null,
      algorithms: ['RS384', 'ES384'],
      institution_id: 'ukhd',
      uses: ['cds-hooks', 'fhir'],
      scopes: ['system/*.crs'],
      state: 'active',
      created_by: expect.stringMatching(/^user:\d+$/),
      revoked_at: null,
    })
    const path = `/api/v1/admin/clients/${made.id}`
    const revoked = await service.call('DELETE', path, { token: admin })
    expect(revoked.json).toMatchObject({ state: 'revoked', revoked_at: expect.any(String) })
    expect((await service.call('DELETE', path, { token: admin })).status).toBe(409)
    const rows = await service.call('GET', '/api/v1/audit?institution_id=ukhd', { token: admin })
    expect(rows.json.rows.slice(0, 2)).toMatchObject([
      { kind: 'client-revoked', institution: 'ukhd', details: { client: 'ward-ehr' } },
      { kind: 'client-created', details: { client: 'ward-ehr', uses: 'cds-hooks fhir' } },
    ])
  })

  it('keep name and issuer for themselves until they are revoked', async () => {
    const first = await order({ name: 'first', issuer: 'https://first.test/' })
    expect((await order({ name: 'first', issuer: 'https://other.test/' })).status).toBe(409)
    expect((await order({ name: 'other', issuer: 'https://first.test/' })).status).toBe(409)
    const tenant = await order({ name: 'tenant', issuer: 'https://first.test/', tenant: 'b' })
    expect(tenant.status).toBe(201)
    await service.call('DELETE', `/api/v1/admin/clients/${first.json.id}`, { token: admin })
    expect((await order({ name: 'first', issuer: 'https://first.test/' })).status).toBe(201)
  })

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['a name with blanks', { name: 'Ward 3' }, 'name', /a–z/],
    ['an issuer with blanks', { issuer: 'a b' }, 'issuer', /without spaces/],
    ['no keys', { jwks_url: null }, 'jwks_url', /Either/],
    ['an http address', { jwks_url: 'http://ehr.test/' }, 'jwks_url', /Must be https/],
    ['a symmetric algorithm', { algorithms: ['HS256'] }, 'algorithms.0', /'RS384' or 'ES384'/],
    ['no algorithm', { algorithms: [] }, 'algorithms', /at least 1/],
    ['an unknown use', { uses: ['everything'] }, 'uses.0', /cds-hooks/],
    ['scopes without fhir', { scopes: ['system/*.rs'] }, 'scopes', /Only for/],
    ['scopes of users', { uses: ['fhir'], scopes: ['user/*.rs'] }, 'scopes.0', /system/],
    ['a tenant for fhir', { uses: ['fhir'], tenant: 'a' }, 'tenant', /no tenant/],
    ['an unknown institution', { institution_id: 'mars' }, 'institution_id', /'dkfz'/],
  ])('are refused with %s', async (_name, more, path, message) => {
    const answer = await order(more)
    expect(answer.status, answer.text).toBe(422)
    expect(answer.json.errors).toContainEqual({ path, message: expect.stringMatching(message) })
  })

  it('are refused with a private key, which is not repeated', async () => {
    const [key] = signer.jwks.keys
    const answer = await order({ jwks_url: null, jwks: { keys: [{ ...key, d: 'c2VjcmV0' }] } })
    expect(answer.json.errors[0].message).toContain('Only public keys')
    expect(answer.text).not.toContain('c2VjcmV0')
  })
})
