import { FEATURE_BOUNDS, type FeatureRow } from '../forest/features.ts'
import { ProblemList, TableError } from '../forest/table-error.ts'

/** Columns a table of stays must have; others are kept as they are. */
export const STAY_COLUMNS = [
  'age',
  'gender',
  'num_conditions',
  'num_medications',
  'recent_encounters',
] as const

type Column = (typeof STAY_COLUMNS)[number]

/** One record of a table and the line it starts on. */
export interface TableRecord {
  fields: readonly string[]
  line: number
}

/** Reads one record after another: the header first, then stays. */
export interface StayReader {
  /** The stay of a record, undefined for the header and bad rows; problems are gathered. */
  take(record: TableRecord): FeatureRow | undefined
  /** Names of the columns; empty before the header was read. */
  columns(): readonly string[]
  /** @throws TableError when anything was wrong */
  finish(): void
}

/**
 * A reader for the records of `source`, which its errors name. A gender other than male and female
 * is unknown, which the model takes.
 *
 * @throws TableError from `take` where the header lacks columns
 */
export function stayReader(source: string): StayReader {
  const found = new ProblemList()
  let header: readonly string[] | undefined
  let at: ReadonlyMap<Column, number> = new Map()
  return {
    columns: () => header ?? [],
    take: (record) => {
      if (header === undefined) {
        header = record.fields
        at = positions(header, source)
        return undefined
      }
      return readStay({ record, width: header.length, at, found })
    },
    finish: () => {
      if (header === undefined) throw new TableError(`${source}: the file is empty`)
      found.assertEmpty(source)
    },
  }
}

function readStay(row: {
  record: TableRecord
  width: number
  at: ReadonlyMap<Column, number>
  found: ProblemList
}): FeatureRow | undefined {
  const { record, width, at, found } = row
  const { fields, line } = record
  if (fields.length !== width) {
    const allowed = `${width} fields as in the header`
    found.add({ line, column: 'row', got: `${fields.length} fields`, allowed })
    return undefined
  }
  const before = found.badRows
  const value = (column: Column): string => fields[at.get(column) as number]?.trim() ?? ''
  const whole = (column: Exclude<Column, 'gender'>): number => {
    const { min, max } = FEATURE_BOUNDS[column]
    const text = value(column)
    const number = /^\d{1,9}(\.0+)?$/.test(text) ? Number(text) : Number.NaN
    if (!(number >= min && number <= max))
      found.add({ line, column, got: text, allowed: `whole numbers ${min} to ${max}` })
    return number
  }
  const stay = {
    age: whole('age'),
    num_conditions: whole('num_conditions'),
    num_medications: whole('num_medications'),
    recent_encounters: whole('recent_encounters'),
    gender_encoded: genderOf(value('gender')),
  }
  return found.badRows > before ? undefined : stay
}

function genderOf(text: string): FeatureRow['gender_encoded'] {
  const gender = text.toLowerCase()
  if (gender === 'male') return 1
  return gender === 'female' ? 0 : null
}

function positions(header: readonly string[], source: string): Map<Column, number> {
  const names = header.map((name) => name.trim())
  const missing = STAY_COLUMNS.filter((column) => !names.includes(column))
  if (missing.length > 0)
    throw new TableError(
      `${source}: missing columns ${missing.join(', ')}; found ${names.join(', ')}`,
      { missingColumns: missing },
    )
  return new Map(STAY_COLUMNS.map((column) => [column, names.indexOf(column)]))
}
