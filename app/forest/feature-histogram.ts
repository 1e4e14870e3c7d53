import { FEATURES, type Feature } from './features.ts'
import type { ReadmissionTable } from './readmission-table.ts'

/** How often training saw the values of one feature: the yardstick for drift. */
export interface FeatureHistogram {
  /** Lowest value of each bin; the first bin also takes lower values, the last all higher ones. */
  from: number[]
  /** Stays of each bin. */
  counts: number[]
}

const SHARE_OF_A_BIN = 0.1

/** Histograms of all features over the given rows. */
export function featureHistograms(
  table: ReadmissionTable,
  rows: Uint32Array,
): Record<Feature, FeatureHistogram> {
  return Object.fromEntries(
    FEATURES.map((feature) => [feature, histogram(table.features[feature], rows)]),
  ) as Record<Feature, FeatureHistogram>
}

/** Bin of a value, to count what is served for `psi`. */
export function binOf({ from }: Pick<FeatureHistogram, 'from'>, value: number): number {
  let bin = 0
  while (bin + 1 < from.length && value >= (from[bin + 1] as number)) bin++
  return bin
}

/** Bins of whole values with at least a tenth of the rows each: none is so small as to be one person. */
function histogram(column: Uint16Array, rows: Uint32Array): FeatureHistogram {
  const byValue = new Map<number, number>()
  for (const row of rows) {
    const value = column[row] as number
    byValue.set(value, (byValue.get(value) ?? 0) + 1)
  }
  const bins: { from: number; count: number }[] = []
  let isFull = true
  for (const [value, count] of [...byValue].sort(([a], [b]) => a - b)) {
    const last = bins.at(-1)
    if (isFull || last === undefined) bins.push({ from: value, count })
    else last.count += count
    isFull = (bins.at(-1)?.count ?? 0) >= rows.length * SHARE_OF_A_BIN
  }
  const rest = isFull || bins.length < 2 ? undefined : bins.pop()
  const last = bins.at(-1)
  if (rest && last) last.count += rest.count
  return { from: bins.map((bin) => bin.from), counts: bins.map((bin) => bin.count) }
}
