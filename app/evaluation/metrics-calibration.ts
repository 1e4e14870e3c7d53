import { checkProbabilities, type Labels, type Values } from './metrics-input.ts'
import { groupTies, type TieGroups } from './metrics-ties.ts'

/**
 * How probabilities are put into bins.
 *
 * - `frequency`: bins of about equally many rows. Rows of equal probability stay together: a
 *   group of ties goes where its middle row falls, so bins may differ in size or be absent.
 * - `width`: bins of equal width on 0..1; the lower edge belongs to the bin, 1 to the last one.
 */
export type Binning = 'frequency' | 'width'

/** Rows of similar probability, for the reliability plot. */
export interface ReliabilityBin {
  rows: number
  positives: number
  meanProbability: number
  /** Share of positives. */
  observedRate: number
  /** Wilson 95 % interval of the observed rate. */
  interval: { low: number; high: number }
  /** Lowest and highest probability in the bin. */
  range: { low: number; high: number }
}

/** Bins of reliability plots and calibration errors unless asked otherwise. */
export const DEFAULT_BINS = 10

const binOfGroup = (
  groups: TieGroups,
  rows: number,
  options: Required<BinOptions>,
): Uint32Array => {
  const bins = new Uint32Array(groups.scores.length)
  let before = 0
  for (let group = 0; group < bins.length; group++) {
    const size = (groups.positives[group] as number) + (groups.negatives[group] as number)
    const place =
      options.binning === 'width' ? (groups.scores[group] as number) : (before + size / 2) / rows
    bins[group] = Math.min(options.bins - 1, Math.floor(place * options.bins))
    before += size
  }
  return bins
}

/** Choice of bins; `frequency` and 10 bins by default. */
export interface BinOptions {
  binning?: Binning
  bins?: number
}

/** Rows by predicted probability, ascending; bins without rows are left out. */
export function reliabilityBins(
  labels: Labels,
  probabilities: Values,
  { binning = 'frequency', bins = DEFAULT_BINS }: BinOptions = {},
): ReliabilityBin[] {
  checkProbabilities(labels, probabilities)
  if (!Number.isInteger(bins) || bins < 1) {
    throw new RangeError(`bins must be a whole number >= 1, got ${bins}`)
  }
  const groups = groupTies(labels, probabilities)
  const binOf = binOfGroup(groups, labels.length, { binning, bins })
  const filled: ReliabilityBin[] = []
  let sumOfProbabilities = 0
  for (let group = 0; group < binOf.length; group++) {
    const probability = groups.scores[group] as number
    if (group === 0 || binOf[group] !== binOf[group - 1]) {
      filled.push(emptyBin(probability))
      sumOfProbabilities = 0
    }
    const bin = filled[filled.length - 1] as ReliabilityBin
    const positive = groups.positives[group] as number
    const size = positive + (groups.negatives[group] as number)
    bin.rows += size
    bin.positives += positive
    bin.range.high = probability
    sumOfProbabilities += size * probability
    bin.meanProbability = sumOfProbabilities / bin.rows
  }
  return filled.map(withRates)
}

const emptyBin = (probability: number): ReliabilityBin => ({
  rows: 0,
  positives: 0,
  meanProbability: probability,
  observedRate: 0,
  interval: { low: 0, high: 1 },
  range: { low: probability, high: probability },
})

const withRates = (bin: ReliabilityBin): ReliabilityBin => ({
  ...bin,
  observedRate: bin.positives / bin.rows,
  interval: wilsonInterval(bin.positives, bin.rows),
})

/** Wilson score interval (95 %) of a share of `positives` in `rows` (Wilson 1927). */
export function wilsonInterval(positives: number, rows: number): { low: number; high: number } {
  if (rows === 0) return { low: 0, high: 1 }
  const z = 1.959963984540054
  const share = positives / rows
  const scale = 1 + z ** 2 / rows
  const centre = (share + z ** 2 / (2 * rows)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / rows + z ** 2 / (4 * rows ** 2))
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/**
 * Expected calibration error: the mean distance of probability and observed rate over the bins,
 * weighted by rows (Naeini et al. 2015). It depends on the bins: compare like with like.
 */
export function expectedCalibrationError(
  labels: Labels,
  probabilities: Values,
  options: BinOptions = {},
): number {
  let total = 0
  for (const bin of reliabilityBins(labels, probabilities, options)) {
    total += bin.rows * Math.abs(bin.meanProbability - bin.observedRate)
  }
  return total / labels.length
}
