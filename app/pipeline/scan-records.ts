import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
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
  if (file.endsWith('.json')) {
    take(await readFile(file, 'utf8'), file, scan)
    return
  }
  const input = createReadStream(file, scan.signal && { signal: scan.signal })
  let line = 0
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    if (text.trim() !== '') take(text, `${file}: line ${line}`, scan)
  }
}

function take(text: string, place: string, scan: FileScan): void {
  const resource = parsed(text)
  if (resource?.resourceType === undefined) {
    scan.broken.push(`broken record: ${place} is no FHIR resource in JSON`)
    return
  }
  const entries = resource.resourceType === 'Bundle' ? (resource.entry ?? []) : [{ resource }]
  for (const entry of entries) {
    const type = entry?.resource?.resourceType
    if (typeof type === 'string') scan.counts[type] = (scan.counts[type] ?? 0) + 1
  }
}

interface Resource {
  resourceType?: unknown
  entry?: readonly { resource?: { resourceType?: unknown } }[]
}

function parsed(text: string): Resource | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Resource) : undefined
  } catch {
    return undefined
  }
}
