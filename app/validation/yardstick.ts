import { psi } from '../evaluation/metrics-drift.ts'
import { binOf, type FeatureHistogram } from '../forest/feature-histogram.ts'
import { byValue, type Measured, type StayGroup, together } from './column-counts.ts'

/** What a column usually looks like, to measure an institution's against. */
export interface Yardstick {
  /** Whose values these are, as a finding says it. */
  name: string
  histogram(column: Measured): FeatureHistogram
}

/** Values as histograms of a model file. */
export const modelYardstick = (
  histograms: Readonly<Record<Measured, FeatureHistogram>>,
): Yardstick => ({
  name: 'the present model was trained on',
  histogram: (name) => histograms[name],
})

/** Two peers at least: with one alone nobody could say which of the two is wrong. */
const FEWEST_PEERS = 2

/** The other institutions of the table, where they are enough. */
export function peersOf(groups: readonly StayGroup[], index: number): Yardstick | undefined {
  const others = groups.filter((group, other) => other !== index && group.stays > 0)
  if (others.length < FEWEST_PEERS) return undefined
  const pooled = together(others)
  return {
    name: 'the other institutions have',
    histogram: (name) => histogramOf(byValue(pooled.columns[name])),
  }
}

/** Bins of about a tenth each, as model files have them. */
function histogramOf(counts: Float64Array): FeatureHistogram {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const from: number[] = []
  const binned: number[] = []
  counts.forEach((count, value) => {
    if (count === 0) return
    const last = binned.length - 1
    if (last < 0 || (binned[last] as number) >= total / 10) {
      from.push(value)
      binned.push(count)
    } else binned[last] = (binned[last] as number) + count
  })
  return { from, counts: binned }
}

/**
 * Population stability index of values against a yardstick's column. `meanings` gives what a value
 * stands for, itself by default; several share its count.
 */
export function distance(
  counts: Float64Array,
  histogram: FeatureHistogram,
  meanings: (value: number) => readonly number[] = (value) => [value],
): number {
  const binned = histogram.from.map(() => 0)
  counts.forEach((count, value) => {
    if (count === 0) return
    const meant = meanings(value)
    for (const each of meant) {
      const bin = binOf(histogram, each)
      binned[bin] = (binned[bin] as number) + count / meant.length
    }
  })
  return psi(histogram.counts, binned)
}
