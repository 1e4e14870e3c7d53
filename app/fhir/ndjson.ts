import { BodyTooLargeError } from './problems.ts'

const NEWLINE = 0x0a

/** Longest line accepted, in bytes: far above any record of our types (the largest known has 40 kB). */
export const MAX_LINE_BYTES = 1_048_576

/** One line, without its newline, or why it could not be kept. */
export type Line = { line: number; bytes: Uint8Array } | { line: number; tooLong: true }

/**
 * Splits a byte stream into lines, numbered from 1, holding at most one line in memory. A line over
 * the limit is skipped to its end and reported; the lines after it are read.
 */
export async function* linesOf(
  input: AsyncIterable<Uint8Array>,
  limit = MAX_LINE_BYTES,
): AsyncGenerator<Line> {
  let line = 1
  let held: Uint8Array[] = []
  let size = 0
  const take = (last: Uint8Array): Line => {
    const whole: Line =
      size + last.length > limit
        ? { line, tooLong: true }
        : { line, bytes: held.length === 0 ? last : Buffer.concat([...held, last]) }
    line++
    held = []
    size = 0
    return whole
  }
  for await (const chunk of input) {
    let from = 0
    for (let to = chunk.indexOf(NEWLINE); to !== -1; to = chunk.indexOf(NEWLINE, from)) {
      yield take(chunk.subarray(from, to))
      from = to + 1
    }
    const rest = chunk.subarray(from)
    size += rest.length
    // A copy: the sender of the stream may reuse its buffer. Nothing is kept past the limit.
    if (size > limit) held = []
    else if (rest.length > 0) held.push(rest.slice())
  }
  if (size > 0) yield take(new Uint8Array(0))
}

/** The whole stream as bytes. Throws BodyTooLargeError as soon as it exceeds `limit`. */
export async function wholeBody(
  input: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of input) {
    size += chunk.length
    if (size > limit) {
      throw new BodyTooLargeError(
        `Body: too large; got more than ${limit} bytes, allowed ${limit}; fix: send fewer records at a time, or NDJSON`,
      )
    }
    chunks.push(chunk.slice())
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}
