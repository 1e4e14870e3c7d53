import { isUtf8 } from 'node:buffer'
import { checkBundleType, entryAddress, resourceOfEntry } from './bundle.ts'
import {
  elementsOf,
  membersOf,
  parseSpan,
  type Span,
  skipSpace,
  syntaxError,
} from './json-spans.ts'
import { type Line, linesOf, MAX_LINE_BYTES, wholeBody } from './ndjson.ts'
import { MAX_DEPTH, MalformedBodyError, NotAListError, type Problem } from './problems.ts'

/** A record as sent, or why it could not be read. */
export type ReadRecord =
  | { position: number; resource: unknown }
  | { position: number; error: Problem }

/** Media types read line by line. Every other one is read as JSON: a list of resources or a Bundle. */
export const NDJSON_TYPES = [
  'application/fhir+ndjson',
  'application/x-ndjson',
  'application/ndjson',
] as const

const NDJSON: ReadonlySet<string> = new Set(NDJSON_TYPES)
const MAX_BODY_BYTES = 10 * 1024 * 1024
const OPEN_LIST = 0x5b
const OPEN_OBJECT = 0x7b

/**
 * Reads the records of a body one at a time. `position` counts from 0 in a list or in a Bundle's
 * entries, from 1 (the line) in NDJSON.
 *
 * NDJSON is streamed and its errors are per line. A list or Bundle is held as bytes, never as one
 * object tree: its syntax is checked whole before the first record comes out, so that an error
 * leaves nothing half ingested; then each record is parsed when its turn comes.
 *
 * @throws NotAListError where the body is JSON but neither a list nor a Bundle.
 * @throws MalformedBodyError for JSON syntax, bytes that are not UTF-8, or another type of Bundle.
 * @throws BodyTooLargeError for a list or Bundle above `maxBytes` (10 MiB by default).
 */
export async function* readRecords(
  input: AsyncIterable<Uint8Array> | Uint8Array,
  contentType: string,
  { maxBytes = MAX_BODY_BYTES }: { maxBytes?: number } = {},
): AsyncGenerator<ReadRecord> {
  const stream = input instanceof Uint8Array ? one(input) : input
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (NDJSON.has(mediaType)) {
    for await (const line of linesOf(stream)) {
      const record = recordOfLine(line)
      if (record) yield record
    }
    return
  }
  yield* recordsOfBody(withoutMark(await wholeBody(stream, maxBytes)))
}

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes

function recordOfLine(line: Line): ReadRecord | undefined {
  const position = line.line
  if ('tooLong' in line) {
    return unreadable(position, `line too long; got more than ${MAX_LINE_BYTES} bytes`)
  }
  const bytes = position === 1 ? withoutMark(line.bytes) : line.bytes
  const start = skipSpace(bytes, 0)
  if (start === bytes.length) return undefined
  if (!isUtf8(bytes)) return unreadable(position, 'line is not UTF-8')
  try {
    const resource: unknown = JSON.parse(Buffer.from(bytes).toString())
    return { position, resource }
  } catch {
    return unreadable(position, 'line is not JSON; allowed one resource a line')
  }
}

const unreadable = (position: number, text: string): ReadRecord => ({
  position,
  error: { path: '', text, code: 'structure' },
})

function* recordsOfBody(bytes: Uint8Array): Generator<ReadRecord> {
  if (!isUtf8(bytes)) {
    throw new MalformedBodyError('Body: encoding; got bytes that are not UTF-8, allowed UTF-8')
  }
  const start = skipSpace(bytes, 0)
  if (bytes[start] === OPEN_LIST) {
    const end = checked(elementsOf(bytes, start), (span) => parseSpan(bytes, span))
    checkNothingAfter(bytes, end)
    yield* records(bytes, start, (element) => element)
  } else if (bytes[start] === OPEN_OBJECT) {
    yield* recordsOfBundle(bytes, start)
  } else {
    parseSpan(bytes, { start, end: bytes.length, depth: 0 })
    throw notAList('a value that is neither')
  }
}

function* recordsOfBundle(bytes: Uint8Array, start: number): Generator<ReadRecord> {
  const parts = new Map<string, Span>()
  const end = checked(membersOf(bytes, start), ({ key, value }) => {
    // The entries are parsed one by one below, never all at once.
    if (key !== 'entry' || bytes[value.start] !== OPEN_LIST) parseSpan(bytes, value)
    parts.set(key, value)
  })
  checkNothingAfter(bytes, end)
  const value = (key: string): unknown => {
    const span = parts.get(key)
    return span && parseSpan(bytes, span)
  }
  if (value('resourceType') !== 'Bundle') throw notAList('a single object')
  const addresses = new Map<string, string>()
  const entries = parts.get('entry')
  if (entries && bytes[entries.start] === OPEN_LIST) {
    checked(elementsOf(bytes, entries.start), (span) => {
      const address = entryAddress(parseSpan(bytes, span))
      if (address) addresses.set(...address)
    })
  }
  checkBundleType(value('type'))
  if (!entries) return
  if (bytes[entries.start] !== OPEN_LIST) {
    throw new MalformedBodyError('Bundle.entry: must be a list; fix: wrap the entries in [ ]')
  }
  yield* records(bytes, entries.start, (entry) => resourceOfEntry(entry, addresses))
}

/** Runs through a generator of spans, checking each, and returns where it ended. */
function checked<T>(spans: Generator<T, number>, check: (span: T) => void): number {
  for (;;) {
    const step = spans.next()
    if (step.done) return step.value
    check(step.value)
  }
}

function* records(
  bytes: Uint8Array,
  start: number,
  resourceOf: (element: unknown) => unknown,
): Generator<ReadRecord> {
  let position = 0
  for (const span of elementsOf(bytes, start)) {
    // An entry wraps its resource in one object more.
    if (span.depth > MAX_DEPTH + 1) {
      yield unreadable(position, `nested too deep; got ${span.depth}, allowed ${MAX_DEPTH}`)
    } else {
      const resource = resourceOf(parseSpan(bytes, span))
      if (resource === undefined) yield unreadable(position, 'entry without a resource')
      else yield { position, resource }
    }
    position++
  }
}

function checkNothingAfter(bytes: Uint8Array, end: number): void {
  const rest = skipSpace(bytes, end)
  if (rest < bytes.length) throw syntaxError(rest, 'more text after the end')
}

const notAList = (got: string): NotAListError =>
  new NotAListError(
    `Body: must be a list; got ${got}, allowed a JSON array of resources, a Bundle or NDJSON; fix: wrap the resource in [ ]`,
  )
