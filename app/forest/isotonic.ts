/** A monotone curve through points, straight between them and level beyond both ends. */
export interface IsotonicCurve {
  /** Ascending scores. */
  scores: number[]
  /** The calibrated probability at each, ascending. */
  probabilities: number[]
}

/** Fewest stays one point of the curve rests on before blocks are pooled. */
export const STAYS_PER_POINT = 200

const MOST_POINTS = 100

/** Scores are told apart to this fraction; counting them so needs no sorting of a million stays. */
const RESOLUTION = 1 << 16

/** Stays that share a calibrated value. */
export interface Block {
  /** Number of stays. */
  weight: number
  /** Their mean score. */
  score: number
  /** Share of them that were readmitted. */
  rate: number
}

/**
 * Fits the observed rate as a rising function of the score (0 to 1): stays in order of score are
 * grouped into at most 100 runs of at least STAYS_PER_POINT, neighbours that violate the order are
 * pooled (PAV), and the curve goes through the blocks' means. The grouping keeps a handful of stays
 * at either end from becoming a risk of 0 or 1; the line between means keeps ties from arising where
 * plain isotonic steps would make them (centred isotonic regression, Oron and Flournoy 2017).
 * `isIn` says which rows count, by default all. Returns undefined for fewer than five runs of stays.
 */
export function fitIsotonic(
  scores: Float64Array,
  labels: Uint8Array,
  isIn?: (row: number) => boolean,
): IsotonicCurve | undefined {
  const { slices, stays } = tally(scores, labels, isIn)
  const points = Math.min(MOST_POINTS, Math.floor(stays / STAYS_PER_POINT))
  if (points < 5) return undefined
  const pooled = poolViolators(runsOf(slices, stays / points))
  return {
    scores: pooled.map(({ score }) => round(score)),
    probabilities: pooled.map(({ rate }) => round(rate)),
  }
}

/** Pool adjacent violators: the weighted least-squares fit that never falls (Barlow 1972). */
export function poolViolators(blocks: readonly Block[]): Block[] {
  const pooled: Block[] = []
  for (const block of blocks) {
    let current = block
    for (let last = pooled.at(-1); last && last.rate >= current.rate; last = pooled.at(-1)) {
      current = join(last, current)
      pooled.pop()
    }
    pooled.push(current)
  }
  return pooled
}

/** The curve at a score. */
export function interpolate({ scores, probabilities }: IsotonicCurve, score: number): number {
  let low = 0
  let high = scores.length - 1
  if (score <= (scores[low] as number)) return probabilities[low] as number
  if (score >= (scores[high] as number)) return probabilities[high] as number
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((scores[middle] as number) <= score) low = middle
    else high = middle
  }
  const from = scores[low] as number
  const share = (score - from) / ((scores[high] as number) - from)
  const start = probabilities[low] as number
  return start + share * ((probabilities[high] as number) - start)
}

/** Stays, readmitted stays and sum of scores of each of RESOLUTION slices of the scores. */
function tally(
  scores: Float64Array,
  labels: Uint8Array,
  isIn: (row: number) => boolean = () => true,
): { slices: Float64Array; stays: number } {
  const slices = new Float64Array(3 * RESOLUTION)
  let stays = 0
  for (let row = 0; row < scores.length; row++) {
    if (!isIn(row)) continue
    stays++
    const score = scores[row] as number
    const slice = 3 * Math.min(RESOLUTION - 1, Math.floor(score * RESOLUTION))
    slices[slice] = (slices[slice] as number) + 1
    slices[slice + 1] = (slices[slice + 1] as number) + (labels[row] as number)
    slices[slice + 2] = (slices[slice + 2] as number) + score
  }
  return { slices, stays }
}

/** Joins slices to runs of at least `size` stays; what is left over goes to the last run. */
function runsOf(slices: Float64Array, size: number): Block[] {
  const runs: Block[] = []
  let [stays, positives, sum] = [0, 0, 0]
  for (let slice = 0; slice < slices.length; slice += 3) {
    stays += slices[slice] as number
    positives += slices[slice + 1] as number
    sum += slices[slice + 2] as number
    if (stays < size) continue
    runs.push({ weight: stays, score: sum / stays, rate: positives / stays })
    stays = positives = sum = 0
  }
  const last = runs.pop()
  if (last === undefined) return []
  if (stays === 0) return [...runs, last]
  const rest = { weight: stays, score: sum / stays, rate: positives / stays }
  return [...runs, join(last, rest)]
}

function join(a: Block, b: Block): Block {
  const weight = a.weight + b.weight
  return {
    weight,
    score: (a.score * a.weight + b.score * b.weight) / weight,
    rate: (a.rate * a.weight + b.rate * b.weight) / weight,
  }
}

const round = (value: number): number => Number(value.toFixed(8))
