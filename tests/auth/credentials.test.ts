import { mkdtempSync, readFileSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createKeyring, hashKey } from '../../app/auth/api-keys.ts'
import { embeddedCredentials } from '../../app/auth/embedded-credentials.ts'
import { checkPassword, hashPassword } from '../../app/auth/passwords.ts'
import { createTokens } from '../../app/auth/tokens.ts'
import { FOUNDING_INSTITUTIONS } from '../../app/institutions/institutions.ts'

describe('the keyring', () => {
  const keyring = createKeyring([
    { institution: 'dkfz', keySha256: hashKey('key-of-dkfz') },
    { institution: 'ukhd', keySha256: hashKey('key-of-ukhd') },
  ])

  it('knows a key only as its institution', () => {
    expect(keyring('key-of-ukhd')).toMatchObject({
      id: 'key:ukhd',
      institution: 'ukhd',
      role: 'institution',
    })
  })

  it.each(['', 'bad', 'key-of-dkf', 'key-of-dkfz ', 'KEY-OF-DKFZ'])('does not know %j', (key) => {
    expect(keyring(key)).toBeUndefined()
  })
})

describe('passwords', () => {
  it('are kept as argon2id and recognised', async () => {
    const stored = await hashPassword('correct horse')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(await checkPassword(stored, 'correct horse')).toBe(true)
    expect(await checkPassword(stored, 'correct horsf')).toBe(false)
  })

  it('are never right where there is no user', async () => {
    expect(await checkPassword(undefined, 'anything')).toBe(false)
  })
})

describe('tokens', () => {
  const tokens = createTokens(Buffer.alloc(32, 1))
  const claims = { username: 'ada', userId: 7, role: 'user' }

  it('say who they were signed for', async () => {
    expect(await tokens.verify(await tokens.sign(claims))).toEqual({
      username: 'ada',
      userId: 7,
      passwordVersion: 0,
    })
    const later = await tokens.sign({ ...claims, passwordVersion: 3 })
    expect(await tokens.verify(later)).toMatchObject({ passwordVersion: 3 })
  })

  it('are refused when another key signed them, when altered, and when they are none', async () => {
    const foreign = await createTokens(Buffer.alloc(32, 2)).sign(claims)
    const [header, , signature] = (await tokens.sign(claims)).split('.')
    const payload = Buffer.from('{"sub":"ada","uid":1,"iss":"dataspace"}').toString('base64url')
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`
    for (const token of [foreign, `${header}.${payload}.${signature}`, none, 'junk', ''])
      expect(await tokens.verify(token)).toBeUndefined()
  })

  it('need a key of 32 bytes', () => {
    expect(() => createTokens(Buffer.alloc(31))).toThrow('32 bytes, got 31')
  })
})

describe('credentials of an embedded service', () => {
  it('are made once, differ from each other, and only their owner can read them', () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'dataspace-')), 'data')
    const made = embeddedCredentials(folder, FOUNDING_INSTITUTIONS)
    expect(statSync(made.file).mode & 0o777).toBe(0o600)
    expect(new Set([...made.apiKeys.values(), made.admin.password]).size).toBe(4)
    expect(embeddedCredentials(folder, FOUNDING_INSTITUTIONS)).toEqual(made)
    expect(readFileSync(made.file, 'utf8')).toContain(
      `INSTITUTION_API_KEY_DKFZ=${made.apiKeys.get('dkfz')}\n`,
    )
  })

  it('grow by the keys of institutions that join', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dataspace-'))
    const first = embeddedCredentials(folder, FOUNDING_INSTITUTIONS)
    const joined = { id: 'st-mary', name: 'St Mary', location: 'Ulm' }
    const second = embeddedCredentials(folder, [...FOUNDING_INSTITUTIONS, joined])
    expect(second.apiKeys.get('dkfz')).toBe(first.apiKeys.get('dkfz'))
    expect(second.apiKeys.get('st-mary')).toMatch(/^[\w-]{32}$/)
  })
})
