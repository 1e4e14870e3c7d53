import { hash, timingSafeEqual } from 'node:crypto'
import type { Actor } from './actor.ts'

/** One institution's key as it is kept: never the key itself. */
export interface StoredKey {
  institution: string
  /** SHA-256 of the key. Keys are random and long, so a slow hash would add nothing. */
  sha256: Uint8Array
}

/** SHA-256 of an API key, as stored and compared. */
export const hashKey = (key: string): Buffer => hash('sha256', key, 'buffer')

/**
 * Recognises API keys. Every stored hash is compared, each in constant time, so that the time an
 * answer takes tells nothing about how much of a key was right.
 */
export function createKeyring(keys: readonly StoredKey[]): (key: string) => Actor | undefined {
  const known = keys.map(({ institution, sha256 }) => ({
    sha256: Buffer.from(sha256),
    actor: Object.freeze<Actor>({
      id: `key:${institution}`,
      role: 'institution',
      institution,
      username: null,
    }),
  }))
  return (key) => {
    const given = hashKey(key)
    let found: Actor | undefined
    for (const { sha256, actor } of known) if (timingSafeEqual(sha256, given)) found = actor
    return found
  }
}
