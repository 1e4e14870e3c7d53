import type { Feature } from '../forest/features.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'

/** The features that are counted or measured; gender takes part in no rule. */
export const MEASURED = [
  'age',
  'num_conditions',
  'num_medications',
  'recent_encounters',
] as const satisfies readonly Feature[]

/** One of MEASURED. */
export type Measured = (typeof MEASURED)[number]

/** Above every bound of FEATURE_BOUNDS: one slot a value. */
const SLOTS = 366

/** How often each value of a column occurs, by outcome. All rules read these, none the rows. */
export interface ColumnCounts {
  /** Readmitted stays by value. */
  readmitted: Float64Array
  /** Other stays by value. */
  others: Float64Array
}

/** A group of stays, an institution's or all of them. */
export interface StayGroup {
  stays: number
  readmitted: number
  columns: Record<Measured, ColumnCounts>
}

const emptyGroup = (): StayGroup => ({
  stays: 0,
  readmitted: 0,
  columns: Object.fromEntries(
    MEASURED.map((name) => [
      name,
      { readmitted: new Float64Array(SLOTS), others: new Float64Array(SLOTS) },
    ]),
  ) as Record<Measured, ColumnCounts>,
})

/** The counts of each institution of the table, in its order. */
export function countColumns(table: ReadmissionTable): StayGroup[] {
  const groups = table.institutions.map(emptyGroup)
  for (let row = 0; row < table.rows; row++) {
    const group = groups[table.institution[row] as number] as StayGroup
    const readmitted = table.readmitted[row] === 1
    group.stays++
    if (readmitted) group.readmitted++
    for (const name of MEASURED) {
      const counts = group.columns[name][readmitted ? 'readmitted' : 'others']
      const value = table.features[name][row] as number
      counts[value] = (counts[value] as number) + 1
    }
  }
  return groups
}

/** Several groups as one. */
export function together(groups: readonly StayGroup[]): StayGroup {
  const sum = emptyGroup()
  for (const group of groups) {
    sum.stays += group.stays
    sum.readmitted += group.readmitted
    for (const name of MEASURED) {
      for (const outcome of ['readmitted', 'others'] as const) {
        const target = sum.columns[name][outcome]
        group.columns[name][outcome].forEach((count, value) => {
          target[value] = (target[value] as number) + count
        })
      }
    }
  }
  return sum
}

/** How often each value occurs, whatever the outcome. */
export const byValue = ({ readmitted, others }: ColumnCounts): Float64Array =>
  readmitted.map((count, value) => count + (others[value] as number))

/** The value in the middle; 0 for none. */
export function medianOf(counts: Float64Array): number {
  const half = counts.reduce((sum, count) => sum + count, 0) / 2
  let seen = 0
  return Math.max(
    0,
    counts.findIndex((count) => {
      seen += count
      return seen >= half && seen > 0
    }),
  )
}
