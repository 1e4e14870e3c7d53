import { exportJWK, exportPKCS8, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import {
  holdsPrivateKey,
  readKeySet,
} from '../../../app/console/src/pages/administration/key-set.ts'

const key = (kid: unknown) => ({ kty: 'EC', crv: 'P-384', kid, x: 'x', y: 'y' })

describe('a pasted key set', () => {
  it('is a JWK set, or one key', () => {
    expect(readKeySet(JSON.stringify({ keys: [key('a'), key('b')], more: 1 }))).toEqual({
      keys: [key('a'), key('b')],
    })
    expect(readKeySet(JSON.stringify(key('a')))).toEqual({ keys: [key('a')] })
  })

  it.each([
    ['notJson', '{ "keys": ['],
    ['noSet', '[]'],
    ['noSet', 'null'],
    ['noSet', '{ "keys": ["a"] }'],
    ['count', '{ "keys": [] }'],
    ['count', JSON.stringify({ keys: Array.from({ length: 21 }, (_, at) => key(`${at}`)) })],
    ['noKid', JSON.stringify({ keys: [key('a'), key(undefined)] })],
    ['noKid', JSON.stringify(key(''))],
    ['sameKid', JSON.stringify({ keys: [key('a'), key('a')] })],
  ])('is told to be %s: %s', (problem, text) => {
    expect(readKeySet(text)).toBe(problem)
  })

  it.each(['ES384', 'RS384'])(
    'is private with the private part of %s, and only then',
    async (alg) => {
      const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true })
      expect(holdsPrivateKey(JSON.stringify({ keys: [await exportJWK(publicKey)] }))).toBe(false)
      expect(
        holdsPrivateKey(JSON.stringify({ keys: [await exportJWK(privateKey)] }, null, 2)),
      ).toBe(true)
      expect(holdsPrivateKey(await exportPKCS8(privateKey))).toBe(true)
    },
  )

  it('is private with a symmetric key, with a name in escapes, and before it is whole', () => {
    expect(holdsPrivateKey('{"kty":"oct","k":"c2VjcmV0"}')).toBe(true)
    expect(holdsPrivateKey('{"kty":"EC","\\u0064":"c2VjcmV0"}')).toBe(true)
    expect(holdsPrivateKey('{"kty":"EC","d" : "c2V')).toBe(true)
    expect(holdsPrivateKey('-----BEGIN RSA PRIVATE KEY-----')).toBe(true)
    expect(holdsPrivateKey('-----BEGIN PUBLIC KEY-----')).toBe(false)
  })
})
