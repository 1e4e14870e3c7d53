import { createHash } from 'node:crypto'

/**
 * A UID below 2.25, the root for UIDs made of UUIDs (PS3.5, B.2): always the same for the same words,
 * and different from that of other words. The UUID is of version 8, as RFC 9562 has it for digests.
 */
export function uidOf(...words: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(JSON.stringify(words)).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`
}
