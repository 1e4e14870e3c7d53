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

/** Reads one record after another: the header first, then stays. */
export interface StayReader {
  /** The stay of a record, undefined for the header; problems are gathered. */
  take(
    record: string[],
    line: number,
    fraction: number,
    onProgress: (fraction: number) => void,
  ): FeatureRow | undefined
  columns(): readonly string[]
  /** @throws TableError when anything was wrong */
  finish(): void
}

/** A reader for the records of `source`, which its errors name. */
export function stayReader(source: string): StayReader {
  const found = new ProblemList()
  let header: string[] | undefined
  let at = new Map<Column, number>()
  let records = 0
  return {
    columns: () => header ?? [],
    take: (record, line, fraction, onProgress) => {
      if (records++ % 10_000 === 0) onProgress(fraction)
      if (header === undefined) {
        header = record
        at = positions(record, source)
        return undefined
      }
      if (record.length !== header.length) {
        const allowed = `${header.length} fields as in the header`
        found.add({ line, column: 'row', got: `${record.length} fields`, allowed })
        return undefined
      }
      const value = (column: Column): string => record[at.get(column) as number]?.trim() ?? ''
      const whole = (column: Exclude<Column, 'gender'>): number => {
        const { min, max } = FEATURE_BOUNDS[column]
        const text = value(column)
        const number = /^\d{1,9}(\.0+)?$/.test(text) ? Number(text) : Number.NaN
        if (!(number >= min && number <= max))
          found.add({ line, column, got: text, allowed: `whole numbers ${min} to ${max}` })
        return number
      }
      const gender = value('gender').toLowerCase()
      return {
        age: whole('age'),
        num_conditions: whole('num_conditions'),
        num_medications: whole('num_medications'),
        recent_encounters: whole('recent_encounters'),
        gender_encoded: gender === 'male' ? 1 : gender === 'female' ? 0 : null,
      }
    },
    finish: () => {
      if (header === undefined) throw new TableError(`${source}: the file is empty`)
      found.assertEmpty(source)
    },
  }
}

function positions(header: readonly string[], source: string): Map<Column, number> {
  const missing = STAY_COLUMNS.filter((column) => !header.includes(column))
  if (missing.length > 0)
    throw new TableError(
      `${source}: missing columns ${missing.join(', ')}; found ${header.join(', ')}`,
      { missingColumns: missing },
    )
  return new Map(STAY_COLUMNS.map((column) => [column, header.indexOf(column)]))
}
