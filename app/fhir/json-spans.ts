import { MalformedBodyError } from './problems.ts'

/** Where a JSON value lies in the bytes, end exclusive, and how deep objects and lists nest in it. */
export interface Span {
  start: number
  end: number
  depth: number
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

const isSpace = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** Index of the first byte at or after `at` that is no JSON white space. */
export function skipSpace(bytes: Uint8Array, at: number): number {
  let index = at
  while (isSpace(bytes[index])) index++
  return index
}

function endOfString(bytes: Uint8Array, start: number): number {
  for (let index = start + 1; index < bytes.length; index++) {
    if (bytes[index] === BACKSLASH) index++
    else if (bytes[index] === QUOTE) return index + 1
  }
  throw syntaxError(start, 'a text that never ends')
}

function endOfScalar(bytes: Uint8Array, start: number): number {
  let index = start
  for (; index < bytes.length; index++) {
    const byte = bytes[index]
    if (byte === COMMA || byte === CLOSE_LIST || byte === CLOSE_OBJECT || isSpace(byte)) break
  }
  if (index === start) throw syntaxError(start, 'no value where one must stand')
  return index
}

/**
 * The span of the value that starts at `start`. Only brackets and texts are followed: whoever uses
 * the value hands it to JSON.parse, which checks the rest.
 */
export function valueAt(bytes: Uint8Array, start: number): Span {
  const first = bytes[start]
  if (first === QUOTE) return { start, end: endOfString(bytes, start), depth: 0 }
  if (first !== OPEN_LIST && first !== OPEN_OBJECT) {
    return { start, end: endOfScalar(bytes, start), depth: 0 }
  }
  let open = 0
  let depth = 0
  for (let index = start; index < bytes.length; index++) {
    const byte = bytes[index]
    if (byte === QUOTE) index = endOfString(bytes, index) - 1
    else if (byte === OPEN_LIST || byte === OPEN_OBJECT) depth = Math.max(depth, ++open)
    else if ((byte === CLOSE_LIST || byte === CLOSE_OBJECT) && --open === 0) {
      return { start, end: index + 1, depth }
    }
  }
  throw syntaxError(bytes.length, 'the end of the body inside an object or list')
}

/** The elements of the list that starts at `start`; returns the index behind its bracket. */
export function* elementsOf(bytes: Uint8Array, start: number): Generator<Span, number> {
  let at = skipSpace(bytes, start + 1)
  if (bytes[at] === CLOSE_LIST) return at + 1
  for (;;) {
    const span = valueAt(bytes, at)
    yield span
    at = skipSpace(bytes, span.end)
    if (bytes[at] === CLOSE_LIST) return at + 1
    if (bytes[at] !== COMMA) throw syntaxError(at, 'no comma or ] after a list element')
    at = skipSpace(bytes, at + 1)
  }
}

/** The members of the object that starts at `start`; returns the index behind its brace. */
export function* membersOf(
  bytes: Uint8Array,
  start: number,
): Generator<{ key: string; value: Span }, number> {
  let at = skipSpace(bytes, start + 1)
  if (bytes[at] === CLOSE_OBJECT) return at + 1
  for (;;) {
    if (bytes[at] !== QUOTE) throw syntaxError(at, 'no quoted member name')
    const keyEnd = endOfString(bytes, at)
    const key = String(parseSpan(bytes, { start: at, end: keyEnd, depth: 0 }))
    at = skipSpace(bytes, keyEnd)
    if (bytes[at] !== COLON) throw syntaxError(at, 'no colon after a member name')
    const value = valueAt(bytes, skipSpace(bytes, at + 1))
    yield { key, value }
    at = skipSpace(bytes, value.end)
    if (bytes[at] === CLOSE_OBJECT) return at + 1
    if (bytes[at] !== COMMA) throw syntaxError(at, 'no comma or } after a member')
    at = skipSpace(bytes, at + 1)
  }
}

/** The value of a span. Throws MalformedBodyError where it is no JSON. */
export function parseSpan(bytes: Uint8Array, { start, end }: Span): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString())
  } catch {
    // The parser's own message quotes the text, which may be about a patient.
    throw syntaxError(start, 'a value that is not JSON')
  }
}

/** An error that says where the JSON breaks (byte offset from 0) without repeating the text there. */
export function syntaxError(at: number, got: string): MalformedBodyError {
  return new MalformedBodyError(
    `Body: JSON syntax; got ${got} at byte ${at}; allowed JSON (RFC 8259); fix: send what a JSON serialiser writes`,
  )
}
