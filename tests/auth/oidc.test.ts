import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOidc, type Oidc } from '../../app/auth/oidc.ts'
import { createTokens } from '../../app/auth/tokens.ts'
import { type Issuer, startIssuer } from './issuer.ts'

const AUDIENCE = 'https://dataspace.test'
const CLIENTS = [
  { id: 'admin', claims: { realm: { roles: ['x', 'ds-admin'] } } },
  { id: 'nurse', claims: { realm: { roles: ['ds-user'] }, institution: 'ukhd' } },
  { id: 'guest', claims: { realm: { roles: ['else'] } } },
  { id: 'stranger', claims: { realm: { roles: ['ds-user'] }, institution: 'elsewhere' } },
]

describe('tokens of an OpenID Connect issuer', () => {
  let issuer: Issuer
  let oidc: Oidc
  beforeAll(async () => {
    issuer = await startIssuer(CLIENTS)
    oidc = createOidc(settings(issuer.url))
  })
  afterAll(() => issuer.close())

  it('make the actor their claims say', async () => {
    expect(await oidc.verify(await issuer.token('admin'))).toMatchObject({
      id: 'oidc:admin',
      role: 'admin',
      institution: null,
    })
    expect(await oidc.verify(await issuer.token('nurse'))).toMatchObject({
      role: 'user',
      institution: 'ukhd',
    })
  })

  it('are refused without a role of ours, or for an institution nobody knows', async () => {
    expect(await oidc.verify(await issuer.token('guest'))).toBeUndefined()
    expect(await oidc.verify(await issuer.token('stranger'))).toBeUndefined()
  })

  it('are refused when meant for another service', async () => {
    expect(await oidc.verify(await issuer.token('admin', 'https://other.test'))).toBeUndefined()
  })

  it('are refused when altered', async () => {
    const [header, payload, signature] = (await issuer.token('nurse')).split('.')
    const claims = JSON.parse(Buffer.from(payload as string, 'base64url').toString())
    const altered = Buffer.from(JSON.stringify({ ...claims, institution: 'dkfz' }))
    expect(
      await oidc.verify(`${header}.${altered.toString('base64url')}.${signature}`),
    ).toBeUndefined()
  })

  it('are told apart from our own by their issuer', async () => {
    expect(oidc.issued(await issuer.token('nurse'))).toBe(true)
    const own = await createTokens(Buffer.alloc(32)).sign({
      username: 'a',
      userId: 1,
      role: 'user',
    })
    expect(oidc.issued(own)).toBe(false)
    expect(oidc.issued('junk')).toBe(false)
  })

  it('cannot be checked while the issuer is away', async () => {
    const gone = await startIssuer(CLIENTS)
    const token = await gone.token('nurse')
    const waiting = createOidc(settings(gone.url))
    await gone.close()
    await expect(waiting.verify(token)).rejects.toThrow('fetch failed')
  })
})

const settings = (issuer: string) => ({
  issuer,
  audience: AUDIENCE,
  rolesClaim: 'realm.roles',
  adminRole: 'ds-admin',
  userRole: 'ds-user',
  institutionClaim: 'institution',
  institutions: new Set(['dkfz', 'ukhd']),
})
