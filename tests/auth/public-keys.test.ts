import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isKeyAddress } from '../../app/auth/trusted/key-rules.ts'
import { problemOfKeys } from '../../app/auth/trusted/public-keys.ts'

const jwk = (curve: string) =>
  generateKeyPairSync('ec', { namedCurve: curve }).publicKey.export({ format: 'jwk' })
const rsa = (bits: number) =>
  generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' })
const EC = { ...jwk('P-384'), kid: 'a' }

describe('a JWK set to register', () => {
  it('is good with RSA keys of 2048 bits and EC keys of P-384', () => {
    expect(problemOfKeys({ keys: [EC, { ...rsa(2048), kid: 'b' }] })).toBeUndefined()
  })

  it.each<[string, Record<string, unknown>[], RegExp]>([
    ['no key', [], /1 to 20 keys/],
    ['a key without kid', [jwk('P-384')], /needs a kid/],
    ['two keys of one kid', [EC, { ...jwk('P-384'), kid: 'a' }], /kid must be unique/],
    ['a short RSA key', [{ ...rsa(1024), kid: 'a' }], /2048 bits/],
    ['another curve', [{ ...jwk('P-256'), kid: 'a' }], /P-384/],
    ['a symmetric key', [{ kty: 'oct', k: 'c2VjcmV0', kid: 'a' }], /Only public keys/],
    ['a private key', [{ ...EC, d: 'x' }], /the private part has been sent/],
    ['another kind of key', [{ kty: 'OKP', crv: 'Ed25519', x: 'x', kid: 'a' }], /kty must be/],
    ['what is no key', [{ kty: 'RSA', kid: 'a' }], /cannot be read/],
  ])('is refused with %s', (_name, keys, problem) => {
    expect(problemOfKeys({ keys })).toMatch(problem)
  })

  it.each([
    ['https://ehr.example.org/jwks.json', true],
    ['http://localhost:8080/jwks', true],
    ['http://127.0.0.1/jwks', true],
    ['http://ehr.example.org/jwks.json', false],
    ['http://localhost.example.org/', false],
    ['https://user:password@ehr.example.org/', false],
    ['https://ehr.example.org/#keys', false],
    ['file:///etc/passwd', false],
    ['jwks.json', false],
  ])('may be at %s: %s', (address, allowed) => {
    expect(isKeyAddress(address)).toBe(allowed)
  })
})
