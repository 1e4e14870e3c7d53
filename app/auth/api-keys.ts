import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Actor } from './actor.ts'

/** One institution's key as it is kept: never the key itself. */
export interface StoredKey {
  institution: string
  /** SHA-256 of the key. Keys are random and long, so a slow hash would add nothing. */
  keySha256: Uint8Array
}

/**
 * Keys that administrators make: 256 random bits behind a prefix by which scanners of repositories
 * find a key that was checked in, and by which other text is refused without asking the database.
 */
const MADE = /^dsk_[\w-]{43}$/

/** A new key. It is shown once and kept as its hash. */
export const newKey = (): string => `dsk_${randomBytes(32).toString('base64url')}`

/** Whether a text can be a key that an administrator made. */
export const isMadeKey = (text: string): boolean => MADE.test(text)

/** The actor of a key that an administrator made; its number tells it from the institution's others. */
export const actorOfKey = ({ institution, id }: { institution: string; id: number }): Actor => ({
  id: `key:${institution}:${id}`,
  role: 'institution',
  institution,
  username: null,
})

/** SHA-256 of an API key, as stored and compared. */
export const hashKey = (key: string): Buffer => hash('sha256', key, 'buffer')

/**
 * Recognises API keys. Every stored hash is compared, each in constant time, so that the time an
 * answer takes tells nothing about how much of a key was right.
 */
export function createKeyring(keys: readonly StoredKey[]): (key: string) => Actor | undefined {
  const known = keys.map(({ institution, keySha256 }) => ({
    sha256: Buffer.from(keySha256),
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
