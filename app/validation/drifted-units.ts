import type { TableError } from '../forest/table-error.ts'
import { byValue, medianOf, type StayGroup } from './column-counts.ts'
import { percent, type TableFinding } from './table-finding.ts'
import { distance, type Yardstick } from './yardstick.ts'

/** Hardly one inpatient in ten thousand is older. */
const OLDEST = 105
const OLDEST_SHARE = 0.01
const MONTHS = 12

/** Ages further from the yardstick than this may be in another unit: five times what calls for a look. */
const FAR = 1
/** And must be this near it in the other unit. */
const NEAR = 0.5

const decade = Array.from({ length: 10 }, (_, year) => year)

/** How ages may have come about, and the years that a value then stands for. */
const UNITS: readonly {
  name: string
  /** Greatest value in this unit: where children are treated, some are older. */
  most: number
  years: (value: number) => readonly number[]
}[] = [
  { name: 'months', most: Number.POSITIVE_INFINITY, years: (age) => [Math.floor(age / MONTHS)] },
  { name: 'decades', most: 11, years: (age) => decade.map((year) => 10 * age + year) },
]

/**
 * Ages in another unit: beyond any life span where the bounds still let them pass (those of children
 * in months), or far from the yardstick and near it in another unit. Counts have no unit: an
 * institution that records ten times as much is no error of this kind.
 */
export function driftedUnits(
  institution: string,
  group: StayGroup,
  yardstick: Yardstick | undefined,
): TableFinding[] {
  const ages = byValue(group.columns.age)
  const old = ages.subarray(OLDEST + 1).reduce((sum, count) => sum + count, 0) / group.stays
  const detail =
    old > OLDEST_SHARE
      ? `${percent(old)} of ${group.stays} stays are of patients above ${OLDEST}, allowed ` +
        `${percent(OLDEST_SHARE)}; the ages look like months`
      : yardstick && otherUnit(ages, yardstick)
  return detail ? [finding(institution, `${detail}; fix: give the age in whole years`)] : []
}

function otherUnit(ages: Float64Array, yardstick: Yardstick): string | undefined {
  const histogram = yardstick.histogram('age')
  const asGiven = distance(ages, histogram)
  if (asGiven < FAR) return undefined
  const oldest = ages.findLastIndex((count) => count > 0)
  for (const { name, most, years } of UNITS) {
    if (oldest > most) continue
    const rest = distance(ages, histogram, years)
    if (rest > NEAR) continue
    return (
      `the ages look like ${name}: median ${medianOf(ages)}; stability index against what ` +
      `${yardstick.name} ${asGiven.toFixed(2)}, allowed ${FAR}, and ${rest.toFixed(2)} once they ` +
      `are taken for ${name}`
    )
  }
  return undefined
}

const finding = (institution: string | null, detail: string): TableFinding => ({
  rule: 'drifted units',
  institution,
  column: 'age',
  detail,
})

/**
 * What a table that could not be read says about units: ages above the bounds and nothing else wrong
 * are those of adults in months. Undefined where the table is bad in another way.
 */
export function unitsOfRefused({ problems, badRows }: TableError): TableFinding | undefined {
  const ages = problems.map(({ column, got }) => (column === 'age' ? Number(got) : Number.NaN))
  if (ages.length === 0 || !ages.every((age) => age > 120 && age <= 120 * MONTHS)) return undefined
  const detail =
    `${badRows} rows have ages above 120, the first ${ages[0]}, which in months is ` +
    `${Math.floor((ages[0] as number) / MONTHS)} years; fix: give the age in whole years`
  return finding(null, detail)
}
