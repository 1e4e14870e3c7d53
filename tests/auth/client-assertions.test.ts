import { createSecretKey } from 'node:crypto'
import { exportSPKI, importJWK, type JWK, SignJWT } from 'jose'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  type AssertionRules,
  createClientAssertions,
  type Judged,
} from '../../app/auth/trusted/client-assertions.ts'
import { createClientKeys } from '../../app/auth/trusted/client-keys.ts'
import type { PublicKeySet, TrustedClient } from '../../app/auth/trusted/trusted-client.ts'
import { createSigner, type Signer } from './signer.ts'

const ENDPOINT = 'https://dataspace.test/cds-services/readmission-at-discharge'
const CDS: AssertionRules = {
  use: 'cds-hooks',
  audiences: [ENDPOINT],
  longestSeconds: 3600,
  requires: ['iat'],
}
const SMART: AssertionRules = {
  use: 'fhir',
  audiences: ['https://dataspace.test/fhir/auth/token'],
  longestSeconds: 300,
  requires: ['sub'],
}

const registered = (issuer: string, jwks: object, more: Partial<TrustedClient> = {}) => ({
  id: 1,
  name: 'ehr',
  issuer,
  tenant: null,
  jwksUrl: null,
  jwks: jwks as PublicKeySet,
  algorithms: ['RS384', 'ES384'],
  institution: 'dkfz',
  uses: ['cds-hooks', 'fhir'],
  scopes: [],
  ...more,
})

/** Judges tokens of one registered client, with a memory of its own for used ones. */
function judgeOf(client: TrustedClient) {
  const used = new Set<string>()
  const assertions = createClientAssertions({
    clientOf: async (issuer) => (issuer === client.issuer ? client : undefined),
    keys: createClientKeys(),
    use: async ({ jtiSha256 }) => {
      const jti = jtiSha256.toString('hex')
      return !used.has(jti) && Boolean(used.add(jti))
    },
  })
  return (token: string, rules = CDS): Promise<Judged> => assertions.judge(token, rules)
}

const whyOf = (judged: Judged): string => ('refused' in judged ? judged.refused : 'taken')

describe('the JWT of a registered system', () => {
  let ehr: Signer
  let judge: ReturnType<typeof judgeOf>
  beforeAll(async () => {
    ehr = await createSigner('https://ehr.test/')
    judge = judgeOf(registered(ehr.issuer, ehr.jwks))
  })

  it('is taken once', async () => {
    const token = await ehr.sign(ENDPOINT)
    expect(await judge(token)).toMatchObject({ client: { name: 'ehr', institution: 'dkfz' } })
    expect(whyOf(await judge(token))).toBe('jti used before')
  })

  it('is taken with RS384, and with the endpoint among several audiences', async () => {
    const other = await createSigner('https://rsa.test', { alg: 'RS384' })
    const token = await other.sign(['https://elsewhere.test', ENDPOINT])
    expect(whyOf(await judgeOf(registered(other.issuer, other.jwks))(token))).toBe('taken')
  })

  const seconds = (): number => Math.floor(Date.now() / 1000)
  it.each<[string, Parameters<Signer['sign']>, string]>([
    ['expired', [ENDPOINT, { claims: { exp: seconds() - 60 } }], '"exp" claim timestamp'],
    ['meant for another', ['https://elsewhere.test'], 'unexpected "aud"'],
    ['meant for another service of ours', [ENDPOINT.replace('discharge', 'chart')], '"aud"'],
    ['without end', [ENDPOINT, { claims: { exp: undefined } }], 'missing required "exp"'],
    ['without time of issue', [ENDPOINT, { claims: { iat: undefined } }], 'required "iat"'],
    ['issued in the future', [ENDPOINT, { claims: { iat: seconds() + 600 } }], 'iat lies in the'],
    ['good for years', [ENDPOINT, { claims: { exp: seconds() + 9e7 } }], 'valid for longer'],
    ['without jti', [ENDPOINT, { claims: { jti: undefined } }], 'missing required "jti"'],
    ['with a number as jti', [ENDPOINT, { claims: { jti: 7 } }], 'jti is no text'],
    ['with an endless jti', [ENDPOINT, { claims: { jti: 'x'.repeat(300) } }], 'jti is no text'],
    ['of an unknown issuer', [ENDPOINT, { claims: { iss: 'https://x.test' } }], 'not registered'],
    ['without issuer', [ENDPOINT, { claims: { iss: undefined } }], 'not registered'],
    ['without kid', [ENDPOINT, { header: { kid: undefined } }], 'not a JWT'],
    ['with an unknown kid', [ENDPOINT, { header: { kid: 'key-2' } }], 'ERR_JWKS_NO_MATCHING_KEY'],
    ['of another type', [ENDPOINT, { header: { typ: 'at+jwt' } }], 'unexpected "typ"'],
    ['with keys elsewhere', [ENDPOINT, { header: { jku: 'http://127.0.0.1:1/' } }], 'jku is not'],
  ])('is refused %s', async (_name, args, why) => {
    expect(whyOf(await judge(await ehr.sign(...args)))).toContain(why)
  })

  it('is refused from another key under the same kid, and altered', async () => {
    const impostor = await createSigner(ehr.issuer)
    expect(whyOf(await judge(await impostor.sign(ENDPOINT)))).toBe(
      'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    )
    const [header, , signature] = (await ehr.sign(ENDPOINT)).split('.')
    const [, payload] = (await impostor.sign(ENDPOINT)).split('.')
    expect(whyOf(await judge([header, payload, signature].join('.')))).toBe(
      'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    )
  })

  it('is refused unsigned, and signed with the public key as if it were a secret', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const claims = {
      iss: ehr.issuer,
      aud: ENDPOINT,
      iat: seconds(),
      exp: seconds() + 60,
      jti: 'unsigned',
    }
    const none = `${part({ alg: 'none', typ: 'JWT', kid: 'key-1' })}.${part(claims)}.`
    expect(whyOf(await judge(none))).toMatch(/^ERR_J/)
    const publicKey = await importJWK(ehr.jwks.keys[0] as JWK, 'ES384')
    const secret = createSecretKey(
      Buffer.from(await exportSPKI(publicKey as Parameters<typeof exportSPKI>[0])),
    )
    for (const alg of ['HS256', 'HS384']) {
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg, typ: 'JWT', kid: 'key-1' })
        .sign(secret)
      expect(whyOf(await judge(token))).toBe('ERR_JOSE_ALG_NOT_ALLOWED')
    }
  })

  it('is refused with an algorithm it was not registered with', async () => {
    const onlyRsa = judgeOf(registered(ehr.issuer, ehr.jwks, { algorithms: ['RS384'] }))
    expect(whyOf(await onlyRsa(await ehr.sign(ENDPOINT)))).toBe('ERR_JOSE_ALG_NOT_ALLOWED')
  })

  it('is refused for what it was not registered for', async () => {
    const onlyFhir = judgeOf(registered(ehr.issuer, ehr.jwks, { uses: ['fhir'] }))
    expect(whyOf(await onlyFhir(await ehr.sign(ENDPOINT)))).toBe('not for cds-hooks')
  })

  it('is no token at all', async () => {
    for (const text of ['', 'x', 'a.b.c', '....', 'e30.e30.e30', 'x'.repeat(9000)])
      expect(whyOf(await judge(text))).toBe('not a JWT of ours to judge')
  })

  it('is not used up by one that was refused', async () => {
    const jti = 'the-same'
    const impostor = await createSigner(ehr.issuer)
    await judge(await impostor.sign(ENDPOINT, { claims: { jti } }))
    expect(whyOf(await judge(await ehr.sign(ENDPOINT, { claims: { jti } })))).toBe('taken')
  })

  it('for the token endpoint names the client as issuer and subject, and ends within 5 minutes', async () => {
    const [aud = ''] = SMART.audiences
    const judgeSmart = async (claims: object) =>
      whyOf(await judge(await ehr.sign(aud, { claims: { ...claims } }), SMART))
    expect(await judgeSmart({ iat: undefined })).toBe('taken')
    expect(await judgeSmart({ sub: 'somebody-else' })).toBe('sub is not iss')
    expect(await judgeSmart({ sub: undefined })).toContain('missing required "sub"')
    expect(await judgeSmart({ exp: seconds() + 400 })).toBe('valid for longer than 300 seconds')
    expect(await judgeSmart({ aud: ENDPOINT })).toContain('unexpected "aud"')
  })
})

describe("the specifications' own examples", () => {
  afterEach(() => void vi.useRealTimers())

  /** An hour before both examples expire. */
  const then = () => vi.useFakeTimers({ now: (1_422_568_860 - 60) * 1000, toFake: ['Date'] })

  it('CDS Hooks 2.0, "JWT Signing Algorithm": the example token verifies with the example keys', async () => {
    // https://cds-hooks.hl7.org/2.0/#trusting-cds-clients (cds-hooks/docs, docs/specification)
    const keys = {
      keys: [
        {
          kty: 'EC',
          use: 'sig',
          crv: 'P-384',
          kid: 'example-kid',
          x: '46SDH7Znh821wblCBglA61sNE9ZrHYKKt3qRtRTmSXyOI_FIGBLWrWa0GPUkDCEk',
          y: 'XMcRuuoGW7CXjQdy-F5i3FeBE0x9hPLdeFdSoDd3ELmx404tLX0VRRcqzAsPhXcI',
          alg: 'ES384',
        },
      ],
    }
    const token =
      'eyJhbGciOiJFUzM4NCIsInR5cCI6IkpXVCIsImtpZCI6ImV4YW1wbGUta2lkIiwiamt1IjoiaHR0cHM6Ly9maGlyLWVoci5leGFtcGxlLmNvbS9qd2tfdXJpIn0.' +
      'eyJpc3MiOiJodHRwczovL2ZoaXItZWhyLmV4YW1wbGUuY29tLyIsImF1ZCI6Imh0dHBzOi8vY2RzLmV4YW1wbGUub3JnL2Nkcy1zZXJ2aWNlcy9zb21lLXNlcnZpY2UiLCJleHAiOjE0MjI1Njg4NjAsImlhdCI6MTMxMTI4MDk3MCwianRpIjoiZWUyMmIwMjEtZTFiNy00NjExLWJhNWItOGVlYzZhMzNhYzFlIiwidGVuYW50IjoiMmRkZDZjM2EtOGU5YS00NGM2LWEzMDUtNTIxMTFhZDMwMmEyIn0.' +
      'd1WfLjGRKlcWB94l9do4cM8REXeYJLL6SGUBO8VHZhfM8mwKYP70EMxJ67War4TQblEpaQrp11wx5p7oPFm2ETYgCicS84vXWEIYTdjooZdooCSDf2L8-i4awdoUwiEb'
    const rules = { ...CDS, audiences: ['https://cds.example.org/cds-services/some-service'] }
    // Its `jku` counts only where it is the registered one.
    const inline = judgeOf(registered('https://fhir-ehr.example.com/', keys))
    expect(whyOf(await inline(token, rules))).toBe('jku is not the registered address')
    const withJku = registered('https://fhir-ehr.example.com/', keys, {
      jwksUrl: 'https://fhir-ehr.example.com/jwk_uri',
    })
    expect(whyOf(await judgeOf(withJku)(token, rules))).toContain('"exp" claim timestamp')
    then()
    expect(whyOf(await judgeOf(withJku)(token, rules))).toBe('taken')
  })

  it('SMART App Launch, "Worked example": the bilirubin monitor authenticates', async () => {
    // https://hl7.org/fhir/smart-app-launch/client-confidential-asymmetric.html#worked-example
    const keys = {
      keys: [
        {
          kty: 'RSA',
          alg: 'RS384',
          n: 'wJq2RHIA-7RT6q4go7wjcbHdW7ck7Kz22A8wf-kN7Wi5CWvhFG2_Y7nQp1lDpb2IKMQr-Q4n_vgJ6d5rWPspJpSPY7iffUK4ipQCEbzID5DJ6fQMBZOfCTXyxkuMh3jYGKEF3Ziw2oxbM1H9j-eJAPtrj5stUG6kVoXowegdox-bSjWP0iI5PnkwUNzcekLMug4M3LRluEQgGR9O_BAML6-w3igZ_rZA_gunyrLAMbfmCVaceW5ohLp679kyM7U6W2gDK_NbkDKcINUakVmPeoG5h8RzgGzvGrySR0k0VDFiZv60Ua07DqHTeDGH9e4NV07AECae-oykIj5NDCs3pw',
          e: 'AQAB',
          key_ops: ['verify'],
          ext: true,
          kid: 'eee9f17a3b598fd86417a980b591fbe6',
        },
      ],
    }
    const token =
      'eyJhbGciOiJSUzM4NCIsImtpZCI6ImVlZTlmMTdhM2I1OThmZDg2NDE3YTk4MGI1OTFmYmU2IiwidHlwIjoiSldUIn0.' +
      'eyJpc3MiOiJodHRwczovL2JpbGktbW9uaXRvci5leGFtcGxlLmNvbSIsInN1YiI6Imh0dHBzOi8vYmlsaS1tb25pdG9yLmV4YW1wbGUuY29tIiwiYXVkIjoiaHR0cHM6Ly9hdXRob3JpemUuc21hcnRoZWFsdGhpdC5vcmcvdG9rZW4iLCJleHAiOjE0MjI1Njg4NjAsImp0aSI6InJhbmRvbS1ub24tcmV1c2FibGUtand0LWlkLTEyMyJ9.' +
      'D5kAqNJwaftCqsRdVVQDq6dMBxuGFOF5svQJuXbcYp-oEyg5qOwK9ZE5cGLTHxqwfpUPNzRKgVdIGuhawAA-8g0s1nKQae8CuKs33hhKh4J34xSEwW3MYs1gwI4GHTtR_g3kYSX6QCi14Ed3GIAvYFgqRqt-gD7sewMUXL4SB8I8cXcDbCqVizm7uPVhjw6QaeKZygJJ_AVLhM4Xs9LTy4HAhdCHpN0FrNmCerUIYJvHDpcod7A0jDmxdoeW1KIBYlhdhQNwjtsTvT1ce4qacN_3KIv_fIzCKLIgDv9eWxkjAtxOmIm8aW5gX9xX7X0nbd0QglIyiic_bZVNNEh0kg'
    const rules = { ...SMART, audiences: ['https://authorize.smarthealthit.org/token'] }
    const judge = judgeOf(registered('https://bili-monitor.example.com', keys))
    expect(whyOf(await judge(token, rules))).toContain('"exp" claim timestamp')
    then()
    expect(whyOf(await judge(token, rules))).toBe('taken')
    expect(whyOf(await judge(token, rules))).toBe('jti used before')
  })
})
