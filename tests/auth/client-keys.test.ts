import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  type AssertionRules,
  createClientAssertions,
} from '../../app/auth/trusted/client-assertions.ts'
import { createClientKeys, keptSeconds } from '../../app/auth/trusted/client-keys.ts'
import { createSigner, type KeyServer, type Signer, startKeyServer } from './signer.ts'

const RULES: AssertionRules = {
  use: 'cds-hooks',
  audiences: ['https://dataspace.test/x'],
  longestSeconds: 3600,
  requires: ['iat'],
}

describe("a client's keys at an address", () => {
  let ehr: Signer
  let server: KeyServer
  let now: number
  let judge: (token: string) => Promise<string>
  beforeEach(async () => {
    ehr = await createSigner('https://ehr.test/')
    server = await startKeyServer(ehr.jwks)
    now = Date.now()
    const client = {
      ...{ id: 1, name: 'ehr', issuer: ehr.issuer, tenant: null, institution: 'dkfz' },
      ...{ jwksUrl: server.url, jwks: null, algorithms: ['ES384'], uses: ['cds-hooks'] },
      scopes: [],
    }
    const assertions = createClientAssertions({
      clientOf: async () => client,
      keys: createClientKeys(() => now),
      use: async () => true,
    })
    judge = async (token) => {
      const judged = await assertions.judge(token, RULES)
      return 'refused' in judged ? judged.refused : 'taken'
    }
  })
  afterEach(() => server.close())

  const sign = (header: Record<string, unknown> = {}): Promise<string> =>
    ehr.sign('https://dataspace.test/x', { header })

  it('are fetched at the first token, and kept for ten minutes where nothing else is said', async () => {
    expect(server.asked).toBe(0)
    expect(await judge(await sign())).toBe('taken')
    expect(await judge(await sign({ jku: server.url }))).toBe('taken')
    now += 590_000
    expect(await judge(await sign())).toBe('taken')
    expect(server.asked).toBe(1)
    now += 20_000
    expect(await judge(await sign())).toBe('taken')
    expect(server.asked).toBe(2)
  })

  it('are fetched again when Cache-Control says so', async () => {
    server.answer.headers = { 'cache-control': 'private, max-age=60' }
    await judge(await sign())
    now += 59_000
    await judge(await sign())
    expect(server.asked).toBe(1)
    now += 2000
    const successor = await createSigner(ehr.issuer, { kid: 'key-2' })
    server.answer.body = JSON.stringify(successor.jwks)
    expect(await judge(await sign())).toBe('ERR_JWKS_NO_MATCHING_KEY')
    expect(await judge(await successor.sign('https://dataspace.test/x'))).toBe('taken')
    expect(server.asked).toBe(2)
  })

  it('are not fetched for each unknown kid: somebody could make us hammer the server', async () => {
    await judge(await sign())
    for (const kid of ['a', 'b', 'c'])
      expect(await judge(await sign({ kid }))).toBe('ERR_JWKS_NO_MATCHING_KEY')
    expect(server.asked).toBe(1)
  })

  it('are not fetched from an address that a token names', async () => {
    const other = await startKeyServer(ehr.jwks)
    expect(await judge(await sign({ jku: other.url }))).toBe('jku is not the registered address')
    expect([server.asked, other.asked]).toEqual([0, 0])
    await other.close()
  })

  it('are not fetched from where the server points to', async () => {
    const other = await startKeyServer(ehr.jwks)
    server.answer = { status: 302, headers: { location: other.url }, body: '' }
    expect(await judge(await sign())).toBe('its keys cannot be fetched')
    expect(other.asked).toBe(0)
    await other.close()
  })

  it.each([
    ['missing', { status: 404, body: '{}' }],
    ['too large', { body: JSON.stringify({ keys: [], more: 'x'.repeat(70_000) }) }],
    ['no JSON', { body: '<html>' }],
    ['no JWK set', { body: '[]' }],
  ])(
    'are not believed where they are %s, and not asked for again at once',
    async (_name, answer) => {
      server.answer = answer
      expect(await judge(await sign())).toBe('its keys cannot be fetched')
      expect(await judge(await sign())).toBe('its keys cannot be fetched')
      expect(server.asked).toBe(1)
      server.answer = { body: JSON.stringify(ehr.jwks) }
      now += 11_000
      expect(await judge(await sign())).toBe('taken')
    },
  )

  it('are kept as Cache-Control says, within ten seconds and ten minutes', () => {
    const kept = [null, 'no-store', 'no-cache', 'max-age=0', 'max-age=90', 'Max-Age = 99999']
    expect(kept.map(keptSeconds)).toEqual([600, 10, 10, 10, 90, 600])
  })
})
