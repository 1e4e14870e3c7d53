import type { ModelManifest } from '../forest/model-schema.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { countColumns, type StayGroup } from './column-counts.ts'
import { driftedUnits } from './drifted-units.ts'
import { leakedLabels } from './leaked-label.ts'
import { emptyInstitutions, FEWEST_STAYS, stayNumbers } from './stay-numbers.ts'
import { swappedColumns } from './swapped-columns.ts'
import type { TableFinding } from './table-finding.ts'
import { modelYardstick, peersOf } from './yardstick.ts'

/** What a table is held against. */
export interface ExpectedTable {
  /** Institutions that must be in it; empty to expect none in particular. */
  readonly institutions: readonly string[]
  /** Histograms of the present model; null where there is none: then the institutions judge each other. */
  readonly reference: ModelManifest['histograms'] | null
}

/**
 * Looks for what spoils a model and passes every check by line: a leaked label, swapped columns, a
 * column in another unit, an institution without stays or with too few. No finding, no reason to
 * refuse the table. Every institution is judged by itself, against the present model's training data,
 * else against the other institutions where there are at least two.
 */
export function validateTable(table: ReadmissionTable, expected: ExpectedTable): TableFinding[] {
  const { institutions } = table
  const groups = countColumns(table)
  const large = (group: StayGroup): boolean => group.stays >= FEWEST_STAYS
  const yardstickOf = (index: number) =>
    expected.reference ? modelYardstick(expected.reference) : peersOf(groups, index)
  return [
    ...emptyInstitutions(expected.institutions, institutions),
    ...groups.flatMap((group, index) => stayNumbers(institutions[index] as string, group)),
    ...leakedLabels(institutions, groups),
    ...groups.flatMap((group, index) => {
      if (!large(group)) return []
      const name = institutions[index] as string
      const yardstick = yardstickOf(index)
      const swapped = swappedColumns(name, group, yardstick)
      return swapped.length > 0 ? swapped : driftedUnits(name, group, yardstick)
    }),
  ]
}
