/** Part of a file that is sent in one request. */
export interface FhirPiece {
  readonly text: string
  readonly type: 'application/fhir+json' | 'application/fhir+ndjson'
  /** Added to a position in the piece, it is that in the file. */
  readonly offset: number
}

/** A file of FHIR records. */
export interface FhirFile {
  readonly pieces: readonly FhirPiece[]
  readonly records: number
  /** Ids of the patients in it, each once. */
  readonly patients: readonly string[]
  /** How positions count: entries from 1, or lines. */
  readonly isLines: boolean
}

/** Why nothing of a FHIR file can be used. */
export type FhirProblem =
  | { readonly kind: 'json'; readonly message: string }
  | { readonly kind: 'resource'; readonly found: string }
  | { readonly kind: 'noPatients' | 'fhirForbidden' }
  | { readonly kind: 'bytes'; readonly most: number }

/** The service's limit of one request, with room to spare. */
const MOST_BYTES = 10 * 1024 * 1024 - 4096
const PIECE_CHARACTERS = 2 * 1024 * 1024

/** Reads a Bundle, a list of resources, or NDJSON; what is wrong inside a record the service says. */
export function readFhir(text: string): FhirFile | FhirProblem {
  let whole: unknown
  try {
    whole = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const lines = text.split('\n')
    const first = lines.find((line) => line.trim() !== '') ?? ''
    // A first line that is a whole record makes the file NDJSON; its other lines may be broken.
    if (isRecord(parsed(first))) return readLines(lines)
    return { kind: 'json', message: error instanceof Error ? error.message : '' }
  }
  const records = recordsOf(whole)
  if (records === undefined) {
    if (isRecord(whole) && text.trim().split('\n').length === 1) return readLines([text.trim()])
    return { kind: 'resource', found: typeOf(whole) }
  }
  if (new Blob([text]).size > MOST_BYTES) return { kind: 'bytes', most: MOST_BYTES }
  const piece = { text, type: 'application/fhir+json', offset: 1 } as const
  return fileOf([piece], { records, isLines: false })
}

function readLines(lines: readonly string[]): FhirFile | FhirProblem {
  const pieces: FhirPiece[] = []
  let from = 0
  let characters = 0
  lines.forEach((line, index) => {
    characters += line.length + 1
    if (characters < PIECE_CHARACTERS && index < lines.length - 1) return
    const text = `${lines.slice(from, index + 1).join('\n')}\n`
    pieces.push({ text, type: 'application/fhir+ndjson', offset: from })
    from = index + 1
    characters = 0
  })
  const records = lines.filter((line) => line.trim() !== '').map(parsed)
  return fileOf(pieces, { records, isLines: true })
}

function fileOf(
  pieces: readonly FhirPiece[],
  { records, isLines }: { records: readonly unknown[]; isLines: boolean },
): FhirFile | FhirProblem {
  const patients = [...new Set(records.flatMap(patientsOf))]
  if (patients.length === 0) return { kind: 'noPatients' }
  return { pieces, records: records.length, patients, isLines }
}

type JsonObject = Record<string, unknown>

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isRecord = (value: unknown): boolean =>
  isObject(value) && typeof value.resourceType === 'string' && value.resourceType !== 'Bundle'

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

const typeOf = (value: unknown): string =>
  isObject(value) && typeof value.resourceType === 'string' ? value.resourceType : typeof value

/** Records of a list or of a Bundle; a resource without id takes that of its entry's address. */
function recordsOf(whole: unknown): unknown[] | undefined {
  if (Array.isArray(whole)) return whole
  if (!isObject(whole) || whole.resourceType !== 'Bundle') return undefined
  const entries = Array.isArray(whole.entry) ? whole.entry.filter(isObject) : []
  return entries.map(({ resource, fullUrl }) =>
    isObject(resource) && resource.id === undefined && typeof fullUrl === 'string'
      ? { ...resource, id: fullUrl.split(/[/:]/).at(-1) }
      : resource,
  )
}

/** The patient that a record is, or is about. */
function patientsOf(record: unknown): string[] {
  if (!isObject(record)) return []
  if (record.resourceType === 'Patient') return typeof record.id === 'string' ? [record.id] : []
  const { subject } = record
  if (!isObject(subject) || typeof subject.reference !== 'string') return []
  const id = /(?:^|\/)Patient\/([^/]+)/.exec(subject.reference)?.[1]
  return id === undefined ? [] : [id]
}
