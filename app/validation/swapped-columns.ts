import { byValue, MEASURED, type Measured, medianOf, type StayGroup } from './column-counts.ts'
import type { TableFinding } from './table-finding.ts'
import { distance, type Yardstick } from './yardstick.ts'

/** Columns further from the yardstick than this in sum may be swapped: ten times what calls for a look. */
const FAR = 2
/** And each of the two further than this. */
const OFF = 0.25
/** Each must be this near once they are swapped back. */
const NEAR = 0.5
/** Without a yardstick: nobody's typical patient is younger, and nobody counts so many. */
const YOUNG = 20
const MANY = 40

const PAIRS: readonly (readonly [Measured, Measured])[] = MEASURED.flatMap((first, index) =>
  MEASURED.slice(index + 1).map((second) => [first, second] as const),
)

/**
 * Two columns under each other's names: both are off their yardstick and both near it when swapped
 * back. An institution with other patients is far too, but no swap brings it near. Without a
 * yardstick only counts in the place of age are recognised.
 */
export function swappedColumns(
  institution: string,
  group: StayGroup,
  yardstick: Yardstick | undefined,
): TableFinding[] {
  return PAIRS.flatMap(([first, second]) => {
    const evidence = yardstick
      ? fitsSwapped(group, [first, second], yardstick)
      : looksSwapped(group, [first, second])
    if (evidence === undefined) return []
    const detail =
      `${first} and ${second} look swapped: ${evidence}; ` +
      `fix: give each column its own name in the header`
    return [{ rule: 'swapped columns' as const, institution, column: first, detail }]
  })
}

type Pair = readonly [Measured, Measured]

function fitsSwapped(
  { columns }: StayGroup,
  [first, second]: Pair,
  yardstick: Yardstick,
): string | undefined {
  const firstValues = byValue(columns[first])
  const secondValues = byValue(columns[second])
  const firstUsual = yardstick.histogram(first)
  const secondUsual = yardstick.histogram(second)
  if (first === 'age' && isOfChildren(firstValues, secondValues)) return undefined
  const named = [distance(firstValues, firstUsual), distance(secondValues, secondUsual)] as const
  const swapped = Math.max(distance(secondValues, firstUsual), distance(firstValues, secondUsual))
  if (Math.min(...named) < OFF || named[0] + named[1] < FAR || swapped > NEAR) return undefined
  return (
    `medians ${medianOf(firstValues)} and ${medianOf(secondValues)}; stability index against what ` +
    `${yardstick.name} ${named[0].toFixed(2)} and ${named[1].toFixed(2)} as named, at most ` +
    `${swapped.toFixed(2)} swapped back, allowed ${FAR} in sum`
  )
}

/** Ages of children and counts are of one range: which of two columns is which cannot be told. */
const isOfChildren = (...columns: Float64Array[]): boolean =>
  columns.every((values) => medianOf(values) < YOUNG)

function looksSwapped({ columns }: StayGroup, [first, second]: Pair): string | undefined {
  if (first !== 'age') return undefined
  const age = medianOf(byValue(columns.age))
  const other = medianOf(byValue(columns[second]))
  if (!(age < YOUNG && other >= MANY)) return undefined
  return `medians ${age} and ${other}, allowed ages from ${YOUNG} or counts below ${MANY}`
}
