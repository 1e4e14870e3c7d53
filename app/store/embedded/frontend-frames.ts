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

  /** Adds bytes and returns the pieces that are complete now. */
  push(chunk: Buffer): Uint8Array<ArrayBuffer>[] {
    this.#waiting.push(chunk)
    const bytes = this.#waiting.length === 1 ? chunk : Buffer.concat(this.#waiting)
    const startup = this.#started ? 0 : startupLength(bytes)
    if (startup > 0) this.#started = true
    const end = this.#started ? lastBoundary(bytes, startup) : 0
    this.#waiting = end < bytes.length ? [bytes.subarray(end)] : []
    const pieces = [bytes.subarray(0, startup), bytes.subarray(startup, end)]
    return pieces.filter(({ length }) => length > 0).map((piece) => new Uint8Array(piece))
  }
}

function startupLength(bytes: Buffer): number {
  if (bytes.length < 4) return 0
  const length = bytes.readUInt32BE(0)
  return bytes.length >= length ? length : 0
}

function lastBoundary(bytes: Buffer, from: number): number {
  let end = from
  let at = from
  while (at + HEADER <= bytes.length) {
    const next = at + 1 + bytes.readUInt32BE(at + 1)
    if (next > bytes.length) break
    if (BOUNDARIES.has(bytes[at] ?? 0)) end = next
    at = next
  }
  return end
}
