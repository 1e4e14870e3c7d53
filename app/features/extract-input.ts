import { createReadStream, createWriteStream } from 'node:fs'
import { open, stat, symlink } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { linesOf } from '../fhir/ndjson.ts'
import { isObject } from '../fhir/problems.ts'
import { readRecords } from '../fhir/read-records.ts'
import { ExtractError } from './extract-error.ts'
import type { RecordForm } from './resource-sql.ts'

const HEAD_BYTES = 65_536
/** The byte order mark, which DuckDB takes for a part of the first record. */
const MARK = '\uFEFF'
const MARK_BYTES = 3
const LARGEST_BUNDLE = 256 * 2 ** 20
const USED: ReadonlySet<unknown> = new Set([
  'Patient',
  'Encounter',
  'Condition',
  'MedicationRequest',
])

/** A file made ready for DuckDB: NDJSON under a name that is a number and no glob. */
export interface PreparedFile {
  /** Path as given. */
  original: string
  /** Path for DuckDB; its name begins with the file's number. */
  path: string
  form: RecordForm
  bytes: number
}

/**
 * Makes one file of an extract ready: NDJSON is linked into `folder`, a Bundle or list is opened into
 * NDJSON there.
 *
 * @throws ExtractError where the file is missing, or neither of these
 */
export async function prepareFile(
  original: string,
  { folder, number, signal }: { folder: string; number: number; signal?: AbortSignal | undefined },
): Promise<PreparedFile> {
  const info = await stat(original).catch(() => undefined)
  if (!info?.isFile()) {
    throw new ExtractError(`${original}: no such file; fix: name files of FHIR NDJSON or Bundles`)
  }
  const zipped = original.endsWith('.gz')
  const head = await headOf(original, zipped)
  const form = formOf(head)
  if (form !== 'json' && !head.startsWith(MARK)) {
    const path = join(folder, `${number}.ndjson${zipped ? '.gz' : ''}`)
    await symlink(resolve(original), path)
    return { original, path, form, bytes: info.size }
  }
  const path = join(folder, `${number}.ndjson`)
  const content = form === 'json' ? recordLines(original, zipped) : withoutMark(original, zipped)
  await pipeline(Readable.from(content), createWriteStream(path), signal ? { signal } : {})
  return { original, path, form: form === 'json' ? 'fhir' : form, bytes: info.size }
}

async function* withoutMark(path: string, zipped: boolean): AsyncGenerator<Buffer> {
  let isFirst = true
  for await (const chunk of contentOf(path, zipped)) {
    yield isFirst ? chunk.subarray(MARK_BYTES) : chunk
    isFirst = false
  }
}

const contentOf = (path: string, zipped: boolean) => {
  const file = createReadStream(path)
  return zipped ? file.pipe(createGunzip()) : file
}

async function headOf(path: string, zipped: boolean): Promise<string> {
  if (zipped) {
    for await (const chunk of contentOf(path, true)) return String(chunk)
    return ''
  }
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

/** By the first line: a list or Bundle, stored records, or plain resources. */
function formOf(head: string): RecordForm | 'json' {
  const start = head.replace(/^\uFEFF/, '').trimStart()
  const line = start.split('\n', 1)[0] ?? ''
  if (start.startsWith('[')) return 'json'
  try {
    const record: unknown = JSON.parse(line)
    if (!isObject(record)) return 'fhir'
    if (record.resourceType === 'Bundle') return 'json'
    return record.resourceType === undefined && isObject(record.content) ? 'stored' : 'fhir'
  } catch {
    // No whole record in the first line: an object over several lines, or one longer than the head.
    return /^\{\s*$/.test(line) || /"resourceType"\s*:\s*"Bundle"/.test(start) ? 'json' : 'fhir'
  }
}

async function* recordLines(path: string, zipped: boolean): AsyncGenerator<string> {
  try {
    const records = readRecords(contentOf(path, zipped), 'application/fhir+json', {
      maxBytes: LARGEST_BUNDLE,
    })
    for await (const record of records) {
      if ('error' in record) {
        throw new ExtractError(`${path}: record ${record.position}: ${record.error.text}`)
      }
      const { resource } = record
      if (isObject(resource) && USED.has(resource.resourceType)) {
        yield `${JSON.stringify(resource)}\n`
      }
    }
  } catch (error) {
    if (error instanceof ExtractError || !(error instanceof Error)) throw error
    throw new ExtractError(`${path}: ${error.message}`, { cause: error })
  }
}

/** The first line of an NDJSON file that holds no record: its number, and what it is instead. */
export async function firstBadLine(
  { original, form }: PreparedFile,
  signal?: AbortSignal,
): Promise<string> {
  const kind = form === 'stored' ? 'type' : 'resourceType'
  for await (const line of linesOf(contentOf(original, original.endsWith('.gz')))) {
    signal?.throwIfAborted()
    if ('tooLong' in line) continue
    const text = Buffer.from(line.bytes).toString().trim()
    if (text === '') continue
    try {
      const record: unknown = JSON.parse(text)
      if (isObject(record) && typeof record[kind] === 'string') continue
      return `line ${line.line}: no FHIR resource; got JSON without ${kind}`
    } catch {
      return `line ${line.line}: no JSON; got ${line.bytes.length} bytes that do not parse`
    }
  }
  return 'a line that is no FHIR resource'
}
