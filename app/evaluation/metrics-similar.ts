import { type ReliabilityBin, wilsonInterval } from './metrics-calibration.ts'
import { checkProbabilities, type Labels, type Values } from './metrics-input.ts'
import { groupTies } from './metrics-ties.ts'

/** So many stays say enough about a narrow range of probabilities: the interval is about ±.015. */
const ENOUGH = 1500
/** With fewer stays than this an interval would span most of what is possible: ±.06 at a rate of .2. */
const FEWEST = 150
/** Probabilities farther apart than this are not similar, where there are stays enough to part them. */
const WIDEST = 0.02

/**
 * Held-out stays whose probabilities are similar, ascending: what became of those who got about the
 * same answer. Narrow where stays are many; at the ends, where they are few, parted sooner than bins of
 * equal numbers would be, since a bin from .18 to .45 says little of either end.
 */
export function similarStays(labels: Labels, probabilities: Values): ReliabilityBin[] {
  checkProbabilities(labels, probabilities)
  const { scores, positives, negatives } = groupTies(labels, probabilities)
  const bins: Open[] = []
  let open: Open | undefined
  scores.forEach((probability, group) => {
    if (open === undefined || isFull(open, probability)) {
      open = { rows: 0, positives: 0, sum: 0, low: probability, high: probability }
      bins.push(open)
    }
    const rows = (positives[group] as number) + (negatives[group] as number)
    open.rows += rows
    open.positives += positives[group] as number
    open.sum += rows * probability
    open.high = probability
  })
  const last = bins.at(-1)
  const before = bins.at(-2)
  if (last !== undefined && before !== undefined && last.rows < FEWEST) {
    bins.splice(-2, 2, {
      rows: before.rows + last.rows,
      positives: before.positives + last.positives,
      sum: before.sum + last.sum,
      low: before.low,
      high: last.high,
    })
  }
  return bins.map(closed)
}

interface Open {
  rows: number
  positives: number
  sum: number
  low: number
  high: number
}

const isFull = ({ rows, low }: Open, next: number): boolean =>
  rows >= ENOUGH || (rows >= FEWEST && next - low > WIDEST)

const closed = ({ rows, positives, sum, low, high }: Open): ReliabilityBin => ({
  rows,
  positives,
  meanProbability: sum / rows,
  observedRate: positives / rows,
  interval: wilsonInterval(positives, rows),
  range: { low, high },
})
