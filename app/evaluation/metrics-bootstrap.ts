import type { Labels, Values } from './metrics-input.ts'
import { aucOfGroups } from './metrics-ranking.ts'
import { checkBothClasses, groupTies, type TieGroups } from './metrics-ties.ts'
import { randomIntegers } from './random.ts'

/** A bootstrap interval and what it was made from. */
export interface Interval {
  low: number
  high: number
  /** Coverage, e.g. 0.95. */
  level: number
  /** Resamples the interval rests on. */
  resamples: number
}

/** Seed, resamples and coverage of an interval. */
export interface BootstrapOptions {
  /** @default 500 */
  resamples?: number
  /** @default 42 */
  seed?: number
  /** @default 0.95 */
  level?: number
}

/** Rows to resample; `patient` is any whole-number id a row, equal for stays of one patient. */
export interface ClusteredRows {
  labels: Labels
  scores: Values
  patient: Int32Array
}

/**
 * Percentile bootstrap interval of the AUC, resampling PATIENTS with all their stays: stays of
 * one patient are alike, and resampling them one by one would make the interval too narrow
 * (Field and Welsh 2007). Scores are sorted once; a resample only changes the weights.
 *
 * A resample that happens to hold one outcome only has no AUC and is left out.
 *
 * @throws RangeError without rows of both outcomes, or where no resample had both.
 */
export function aucInterval(rows: ClusteredRows, options: BootstrapOptions = {}): Interval {
  const { resamples = 500, seed = 42, level = 0.95 } = options
  if (rows.patient.length !== rows.labels.length) {
    throw new RangeError(
      `patient must have one entry a label: got ${rows.patient.length} for ${rows.labels.length}`,
    )
  }
  const groups = groupTies(rows.labels, rows.scores)
  checkBothClasses(groups, 'aucInterval')
  const { clusterOf, clusters } = compactIds(rows.patient)
  const values: number[] = []
  for (const drawn of resampled({ clusters, resamples, seed })) {
    const value = weightedAuc({ groups, labels: rows.labels, clusterOf, drawn })
    if (Number.isFinite(value)) values.push(value)
  }
  if (values.length === 0) {
    throw new RangeError(`aucInterval: none of ${resamples} resamples held both outcomes`)
  }
  return percentiles(values, level)
}

/** How often each of `clusters` is drawn, for one resample after the other. The array is reused. */
export function* resampled(options: {
  clusters: number
  resamples: number
  seed: number
}): Generator<Uint16Array> {
  const { clusters, resamples, seed } = options
  const random = randomIntegers(seed)
  const drawn = new Uint16Array(clusters)
  for (let resample = 0; resample < resamples; resample++) {
    drawn.fill(0)
    for (let i = 0; i < clusters; i++) {
      const cluster = random(clusters)
      drawn[cluster] = (drawn[cluster] as number) + 1
    }
    yield drawn
  }
}

/** The interval between the percentiles that leave out equally much on both sides. */
export function percentiles(values: readonly number[], level: number): Interval {
  const sorted = Float64Array.from(values).sort()
  return {
    low: quantile(sorted, (1 - level) / 2),
    high: quantile(sorted, (1 + level) / 2),
    level,
    resamples: values.length,
  }
}

/** Ids renumbered 0..clusters-1 in order of first appearance. */
export function compactIds(ids: Int32Array): { clusterOf: Uint32Array; clusters: number } {
  const known = new Map<number, number>()
  const clusterOf = new Uint32Array(ids.length)
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row] as number
    const cluster = known.get(id) ?? known.size
    known.set(id, cluster)
    clusterOf[row] = cluster
  }
  return { clusterOf, clusters: known.size }
}

/** One resample of rows whose ties are grouped. */
export interface Resample {
  groups: TieGroups
  labels: Labels
  clusterOf: Uint32Array
  drawn: Uint16Array
}

/** NaN where the resample holds one outcome only. */
export function weightedAuc({ groups, labels, clusterOf, drawn }: Resample): number {
  const { positives, negatives, groupOf } = groups
  positives.fill(0)
  negatives.fill(0)
  for (let row = 0; row < labels.length; row++) {
    const weight = drawn[clusterOf[row] as number] as number
    const group = groupOf[row] as number
    if (labels[row] === 1) positives[group] = (positives[group] as number) + weight
    else negatives[group] = (negatives[group] as number) + weight
  }
  return aucOfGroups(positives, negatives)
}

/** Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996). */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1)
  const below = Math.floor(place)
  const low = sorted[below] as number
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number
  return low + (place - below) * (high - low)
}
