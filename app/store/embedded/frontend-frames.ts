const HEADER = 5
const BOUNDARIES = new Set(['Q', 'S', 'H', 'X', 'c', 'f'].map((type) => type.charCodeAt(0)))

/**
 * Gathers what a client writes into pieces that the server can answer in one go: the start-up
 * packet, and then everything up to and including a Sync, Query, Flush or end message.
 * PGlite runs a piece to its end, so it must never be given half a message.
 */
export class FrontendFrames {
  #started = false
  #waiting: Buffer[] = []

  /** Adds bytes and returns the piece that is complete now, or undefined. */
  push(chunk: Buffer): Uint8Array<ArrayBuffer> | undefined {
    this.#waiting.push(chunk)
    const bytes = this.#waiting.length === 1 ? chunk : Buffer.concat(this.#waiting)
    const end = this.#started ? lastBoundary(bytes) : startupLength(bytes)
    this.#waiting = end < bytes.length ? [bytes.subarray(end)] : []
    if (end === 0) return undefined
    this.#started = true
    return new Uint8Array(bytes.subarray(0, end))
  }
}

function startupLength(bytes: Buffer): number {
  if (bytes.length < 4) return 0
  const length = bytes.readUInt32BE(0)
  return bytes.length >= length ? length : 0
}

function lastBoundary(bytes: Buffer): number {
  let end = 0
  let at = 0
  while (at + HEADER <= bytes.length) {
    const next = at + 1 + bytes.readUInt32BE(at + 1)
    if (next > bytes.length) break
    if (BOUNDARIES.has(bytes[at] ?? 0)) end = next
    at = next
  }
  return end
}
