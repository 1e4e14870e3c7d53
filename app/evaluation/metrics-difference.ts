import { brier, type Labels, type Values } from './metrics.ts'
import {
  type BootstrapOptions,
  compactIds,
  type Interval,
  percentiles,
  resampled,
  weightedAuc,
} from './metrics-bootstrap.ts'
import { checkBothClasses, groupTies } from './metrics-ties.ts'

/** What one model said of each row. */
export interface ModelRows {
  /** What ranks. */
  scores: Values
  /** Calibrated probability. */
  probabilities: Values
}

/** Two models on the same rows. */
export interface PairedRows {
  labels: Labels
  /** Equal for stays of one patient. */
  patient: Int32Array
  first: ModelRows
  second: ModelRows
}

/** A figure of the first model minus that of the second, with its interval. */
export interface Difference {
  value: number
  interval: Interval
}

/** How much two models differ. */
export interface PairedDifference {
  /** Above 0: the first ranks better. */
  auc: Difference
  /** Below 0: the first's probabilities are nearer to what happened. */
  brier: Difference
}

/**
 * Differences of two models on the same rows, with percentile bootstrap intervals over patients.
 * Each resample judges both: chance that favours both alike cancels out, which it would not when two
 * intervals were compared (DeLong et al. 1988 make the same point for areas under correlated curves).
 *
 * @throws RangeError without rows of both outcomes
 */
export function pairedDifference(
  rows: PairedRows,
  options: BootstrapOptions = {},
): PairedDifference {
  const { resamples = 500, seed = 42, level = 0.95 } = options
  const { labels, patient, first, second } = rows
  const [one, other] = [groupTies(labels, first.scores), groupTies(labels, second.scores)]
  checkBothClasses(one, 'pairedDifference')
  const aucs = (drawn: Uint16Array) =>
    weightedAuc({ groups: one, labels, clusterOf, drawn }) -
    weightedAuc({ groups: other, labels, clusterOf, drawn })
  const { clusterOf, clusters } = compactIds(patient)
  const losses = lossesOf(rows)
  const aucValues: number[] = []
  const brierValues: number[] = []
  for (const drawn of resampled({ clusters, resamples, seed })) {
    const auc = aucs(drawn)
    // Without both outcomes a resample has no AUC.
    if (!Number.isFinite(auc)) continue
    aucValues.push(auc)
    brierValues.push(weightedMean(losses, clusterOf, drawn))
  }
  return {
    auc: {
      value: aucs(new Uint16Array(clusters).fill(1)),
      interval: percentiles(aucValues, level),
    },
    brier: {
      value: brier(labels, first.probabilities) - brier(labels, second.probabilities),
      interval: percentiles(brierValues, level),
    },
  }
}

/** Squared error of the first less that of the second, row by row. */
const lossesOf = ({ labels, first, second }: PairedRows): Float64Array =>
  Float64Array.from(labels, (label, row) => {
    const lossOf = ({ probabilities }: ModelRows) => ((probabilities[row] as number) - label) ** 2
    return lossOf(first) - lossOf(second)
  })

function weightedMean(values: Float64Array, clusterOf: Uint32Array, drawn: Uint16Array): number {
  let [total, weights] = [0, 0]
  for (let row = 0; row < values.length; row++) {
    const weight = drawn[clusterOf[row] as number] as number
    total += weight * (values[row] as number)
    weights += weight
  }
  return total / weights
}
