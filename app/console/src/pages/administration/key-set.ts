import { MOST_KEYS, SECRET_MEMBERS } from '../../../../auth/trusted/key-rules.ts'
import type { PublicKeySet } from '../../../../auth/trusted/trusted-client.ts'

const PEM = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY/
const MEMBER = new RegExp(`"(?:${SECRET_MEMBERS.join('|')})"\\s*:`)

/** What a text is as JSON; undefined where it is none. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/**
 * Whether a text holds a private key, or one that signs as well as it verifies: PEM or JWK, also one
 * that is no whole JSON yet. Written anew, a name spelt with escapes is seen as well.
 */
export const holdsPrivateKey = (text: string): boolean =>
  PEM.test(text) || MEMBER.test(text) || MEMBER.test(JSON.stringify(parse(text)) ?? '')

/** Why a text is no set of public keys; the service judges the keys themselves. */
export type KeySetProblem = 'notJson' | 'noSet' | 'count' | 'noKid' | 'sameKid'

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The set that a text is. A key on its own is a set of one. */
export function readKeySet(text: string): PublicKeySet | KeySetProblem {
  const read = parse(text)
  if (read === undefined) return 'notJson'
  if (!isObject(read)) return 'noSet'
  const keys = 'kty' in read ? [read] : read.keys
  if (!Array.isArray(keys) || !keys.every(isObject)) return 'noSet'
  if (keys.length === 0 || keys.length > MOST_KEYS) return 'count'
  const ids = keys.map(({ kid }) => kid)
  if (!ids.every((kid) => typeof kid === 'string' && kid !== '')) return 'noKid'
  return new Set(ids).size < ids.length ? 'sameKid' : { keys }
}
