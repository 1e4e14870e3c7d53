import { createPublicKey } from 'node:crypto'
import { createLocalJWKSet } from 'jose'
import { MOST_KEYS, SECRET_MEMBERS } from './key-rules.ts'
import type { PublicKeySet } from './trusted-client.ts'

const LEAST_RSA_BITS = 2048

/**
 * What keeps a JWK set from being registered, in words; undefined where nothing does. Each key needs
 * a `kid` of its own, as SMART asks, and must be of a kind that RS384 or ES384 verifies with.
 */
export function problemOfKeys({ keys }: PublicKeySet): string | undefined {
  if (keys.length === 0 || keys.length > MOST_KEYS) return `1 to ${MOST_KEYS} keys are allowed`
  const ids = keys.map(({ kid }) => kid)
  if (!ids.every((kid) => typeof kid === 'string' && kid !== '')) return 'Each key needs a kid'
  if (new Set(ids).size < ids.length) return 'Each kid must be unique'
  for (const key of keys) {
    const problem = problemOfKey(key)
    if (problem !== undefined) return problem
  }
  return undefined
}

function problemOfKey(key: Record<string, unknown>): string | undefined {
  if (SECRET_MEMBERS.some((member) => member in key))
    return 'Only public keys belong here: replace the key pair, the private part has been sent'
  if (key.kty === 'EC' && key.crv !== 'P-384') return 'An EC key must be of the curve P-384 (ES384)'
  if (key.kty !== 'EC' && key.kty !== 'RSA') return 'kty must be RSA (RS384) or EC (ES384)'
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key, format: 'jwk' })
    const { modulusLength = LEAST_RSA_BITS } = asymmetricKeyDetails ?? {}
    if (modulusLength < LEAST_RSA_BITS) return `An RSA key must have ${LEAST_RSA_BITS} bits or more`
    createLocalJWKSet({ keys: [key as { kty: string }] })
    return undefined
  } catch {
    return 'A key cannot be read as a JWK'
  }
}
