import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { createGunzip } from 'node:zlib'
import { isObject } from '../fhir/problems.ts'
import type { InstitutionFiles } from './read-extract.ts'

/** What FHIR files hold, and what is wrong with them. */
export interface RecordScan {
  /** Records by institution and resource type. */
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>
  readonly findings: readonly string[]
}

/** Most broken records that are listed; the rest are counted. */
const LISTED = 20
/** Without these two nobody has a stay. */
const NEEDED = ['Patient', 'Encounter'] as const

/**
 * Reads every record of an extract once: each must be a JSON object with a resource type, and each
 * institution needs patients and encounters. Findings name files and lines, never what is in them.
 */
export async function scanRecords(
  sources: readonly InstitutionFiles[],
  options: { signal?: AbortSignal | undefined; onProgress?: (fraction: number) => void } = {},
): Promise<RecordScan> {
  const counts: Record<string, Record<string, number>> = {}
  const broken: string[] = []
  const findings: string[] = []
  const total = sources.reduce((sum, { files }) => sum + files.length, 0)
  let done = 0
  for (const { institution, files } of sources) {
    const own: Record<string, number> = {}
    counts[institution] = own
    for (const file of files) {
      options.signal?.throwIfAborted()
      await scanFile(file, { counts: own, broken, signal: options.signal })
      options.onProgress?.(++done / total)
    }
    for (const type of NEEDED) {
      if (own[type] === undefined) findings.push(`empty institution: ${institution} has no ${type}`)
    }
  }
  findings.push(...broken.slice(0, LISTED))
  if (broken.length > LISTED) findings.push(`and ${broken.length - LISTED} more broken records`)
  return { counts, findings }
}

interface FileScan {
  counts: Record<string, number>
  broken: string[]
  signal: AbortSignal | undefined
}

async function scanFile(file: string, scan: FileScan): Promise<void> {
  const input = contentOf(file, scan.signal)
  if (!/\.ndjson(?:\.gz)?$/.test(file)) {
    take(await text(input), file, scan)
    return
  }
  let line = 0
  for await (const record of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    if (record.trim() !== '') take(record, `${file}: line ${line}`, scan)
  }
}

function contentOf(file: string, signal: AbortSignal | undefined): Readable {
  const input = createReadStream(file, signal && { signal })
  if (!file.endsWith('.gz')) return input
  const plain = createGunzip()
  // A pipe carries no errors along.
  input.on('error', (error) => plain.destroy(error))
  return input.pipe(plain)
}

function take(json: string, place: string, scan: FileScan): void {
  const types = typesIn(parsed(json))
  if (types.length === 0) scan.broken.push(`broken record: ${place} is no FHIR resource in JSON`)
  for (const type of types) scan.counts[type] = (scan.counts[type] ?? 0) + 1
}

/** Types of the resources in a resource, Bundle, list, or record as the intake keeps accepted ones. */
function typesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(typesIn)
  if (!isObject(value)) return []
  const { resourceType, entry, content } = value
  if (resourceType === undefined) return content === undefined ? [] : typesIn(content)
  if (typeof resourceType !== 'string') return []
  if (resourceType !== 'Bundle') return [resourceType]
  const entries = Array.isArray(entry) ? entry : []
  return ['Bundle', ...entries.flatMap((one) => (isObject(one) ? typesIn(one.resource) : []))]
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
