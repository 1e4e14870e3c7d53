import { randomFillSync } from 'node:crypto'

const POOL = Buffer.alloc(4096)
let used = POOL.length

/** A UUID of version 7 (RFC 9562): milliseconds since 1970, then 74 random bits. */
export function uuidV7(now: number = Date.now()): string {
  if (used + 10 > POOL.length) {
    randomFillSync(POOL)
    used = 0
  }
  const start = used
  used += 10
  POOL[start] = ((POOL[start] ?? 0) & 0x0f) | 0x70
  POOL[start + 2] = ((POOL[start + 2] ?? 0) & 0x3f) | 0x80
  const random = POOL.toString('hex', start, used)
  const time = now.toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-${random.slice(0, 4)}-${random.slice(4, 8)}-${random.slice(8)}`
}
