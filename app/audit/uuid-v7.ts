import { randomFillSync } from 'node:crypto'
import { v7 } from 'uuid'

/** Random bytes are drawn for 512 ids at once: drawing 16 at a time costs more than the scoring. */
const pool = new Uint8Array(512 * 16)
let used = pool.length

function sixteenBytes(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 16
  return pool.subarray(used - 16, used)
}

/** A UUID of version 7 (RFC 9562): milliseconds since 1970, then random bits; rows sort by time. */
export const uuidV7 = (now: number = Date.now()): string => v7({ msecs: now, rng: sixteenBytes })

/** Lowest UUID version 7 of a millisecond: its first 48 bits are the time (RFC 9562, 5.7). */
export function firstIdAt(milliseconds: number): string {
  const time = Math.max(0, Math.floor(milliseconds)).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

/** Milliseconds since 1970 at which a UUID of version 7 was made. */
export const timeOfId = (id: string): number =>
  Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
