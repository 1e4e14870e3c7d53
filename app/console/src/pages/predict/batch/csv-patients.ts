import { CsvError, parse } from 'csv-parse/browser/esm/sync'
import {
  countListed,
  type FieldProblem,
  type Gender,
  type NumberField,
  type PatientInput,
  readNumber,
  readPatientId,
} from '../patient-input.ts'

/** Columns of the table, each as it may be called. `conditions` and `medications` may list names instead. */
export const COLUMNS = {
  patientId: 'patient_id',
  age: 'age',
  gender: 'gender',
  diagnoses: 'num_conditions',
  medications: 'num_medications',
  earlierStays: 'recent_encounters',
} as const satisfies Record<keyof PatientInput, string>
type Column = keyof typeof COLUMNS

/** Columns of lists: names separated by `|`, of which only the number counts. */
const LISTS: Partial<Record<Column, string>> = {
  diagnoses: 'conditions',
  medications: 'medications',
}

/** Most rows of a file. */
export const MOST_ROWS = 10_000

/** A row that can be predicted. */
export interface PatientRow {
  /** Line of the file on which it begins. */
  readonly line: number
  readonly input: PatientInput
}

/** One thing wrong with one row. */
export interface RowProblem {
  readonly line: number
  /** Name of the column; undefined for the row as a whole. */
  readonly column: Column | undefined
  readonly kind: FieldProblem | 'gender' | 'width'
  /** What is there, shortened. */
  readonly got: string
}

/** Why nothing of a file can be used. */
export type FileProblem =
  | { readonly kind: 'empty' | 'encoding' | 'spreadsheet' }
  | { readonly kind: 'columns'; readonly missing: readonly string[]; readonly found: string }
  | { readonly kind: 'rows'; readonly count: number }
  | { readonly kind: 'quotes'; readonly line: number }

/** Patients of a file, and everything that is wrong with the other rows. */
export interface PatientFile {
  readonly separator: string
  readonly rows: readonly PatientRow[]
  readonly problems: readonly RowProblem[]
}

const SEPARATORS = [',', ';', '\t'] as const
const GENDERS: Readonly<Record<string, Gender>> = {
  female: 'female',
  male: 'male',
  other: 'unknown',
  unknown: 'unknown',
  '': 'unknown',
}

/** The separator that the first line has most of. */
function separatorOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1)
  const counts = SEPARATORS.map((one) => header.split(one).length)
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ','
}

interface RawRecord {
  record: string[]
  info: { lines: number }
}

/**
 * Reads patients from CSV text. Rows with problems are told all at once and leave the others usable.
 */
export function readPatients(text: string): PatientFile | FileProblem {
  const separator = separatorOf(text)
  let records: RawRecord[]
  try {
    // Ends of lines inside cells too: what stands on which line is counted by them.
    records = parse(text.replace(/\r\n?/g, '\n'), {
      bom: true,
      delimiter: separator,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as RawRecord[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { kind: 'quotes', line: Number(error.lines ?? 1) }
  }
  const [header, ...body] = records
  if (header === undefined) return { kind: 'empty' }
  const at = placesOf(header.record)
  if (!(at instanceof Map)) return at
  if (body.length === 0) return { kind: 'empty' }
  if (body.length > MOST_ROWS) return { kind: 'rows', count: body.length }
  const rows: PatientRow[] = []
  const problems: RowProblem[] = []
  for (const { record, info } of body) {
    const line = info.lines - record.join('').split('\n').length + 1
    const read = readRow(record, { line, at, width: header.record.length })
    if (Array.isArray(read)) problems.push(...read)
    else rows.push({ line, input: read })
  }
  return { separator, rows, problems }
}

interface Place {
  readonly index: number
  readonly isList: boolean
}

function placesOf(header: readonly string[]): Map<Column, Place> | FileProblem {
  const names = header.map((name) => name.trim().toLowerCase())
  const at = new Map<Column, Place>()
  const missing: string[] = []
  for (const [column, name] of Object.entries(COLUMNS) as [Column, string][]) {
    const list = LISTS[column]
    const counted = names.indexOf(name)
    const listed = list === undefined ? -1 : names.indexOf(list)
    if (counted >= 0) at.set(column, { index: counted, isList: false })
    else if (listed >= 0) at.set(column, { index: listed, isList: true })
    else missing.push(list === undefined ? name : `${name} / ${list}`)
  }
  return missing.length === 0 ? at : { kind: 'columns', missing, found: shorten(names.join(', ')) }
}

const MOST_SHOWN = 60
const shorten = (text: string): string =>
  text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text

interface RowPlace {
  readonly line: number
  readonly at: ReadonlyMap<Column, Place>
  readonly width: number
}

function readRow(record: readonly string[], place: RowPlace): PatientInput | RowProblem[] {
  const { line, at, width } = place
  if (record.length !== width)
    return [{ line, column: undefined, kind: 'width', got: `${record.length} ≠ ${width}` }]
  const problems: RowProblem[] = []
  const text = (column: Column): string => record[at.get(column)?.index ?? -1]?.trim() ?? ''
  const refuse = (column: Column, kind: RowProblem['kind']) =>
    problems.push({ line, column, kind, got: shorten(text(column)) })
  const number = (column: NumberField): number => {
    const list = at.get(column)?.isList === true
    const read = readNumber(column, list ? String(countNames(text(column))) : text(column))
    if (typeof read === 'string') refuse(column, read)
    return typeof read === 'string' ? Number.NaN : read
  }
  const id = readPatientId(text('patientId'))
  if (typeof id === 'string') refuse('patientId', id)
  const age = number('age')
  const gender = GENDERS[text('gender').toLowerCase()]
  if (gender === undefined) refuse('gender', 'gender')
  const counts = {
    diagnoses: number('diagnoses'),
    medications: number('medications'),
    earlierStays: number('earlierStays'),
  }
  if (typeof id === 'string' || gender === undefined || problems.length > 0) return problems
  return { patientId: id.id, age, gender, ...counts }
}

const countNames = (text: string): number => countListed(text.replaceAll('|', '\n'))

/** A file to fill in: the header and two invented patients. */
export const TEMPLATE: readonly (readonly (string | number)[])[] = [
  Object.values(COLUMNS),
  ['EXAMPLE-1', 75, 'male', 8, 16, 3],
  ['EXAMPLE-2', 28, 'unknown', 0, 0, 0],
]
