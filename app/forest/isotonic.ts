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

interface Block {
  weight: number
  score: number
  rate: number
}

/**
 * Fits the observed rate as a rising function of the score: stays sorted by score are grouped into
 * at most 100 runs of at least STAYS_PER_POINT, neighbours that violate the order are pooled (PAV),
 * and the curve goes through the blocks' means. The grouping keeps a handful of stays at either end
 * from becoming a risk of 0 or 1; the line between means keeps ties from arising where plain
 * isotonic steps would make them (centred isotonic regression, Oron and Flournoy 2017).
 * Returns undefined for fewer than five runs of stays.
 */
export function fitIsotonic(scores: Float64Array, labels: Uint8Array): IsotonicCurve | undefined {
  const points = Math.min(MOST_POINTS, Math.floor(scores.length / STAYS_PER_POINT))
  if (points < 5) return undefined
  const order = Uint32Array.from(scores.keys()).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number) || a - b,
  )
  const blocks: Block[] = []
  for (let point = 0; point < points; point++) {
    const run = order.subarray(
      Math.floor((point * order.length) / points),
      Math.floor(((point + 1) * order.length) / points),
    )
    blocks.push(mean(run, scores, labels))
  }
  const pooled = poolViolators(blocks)
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

function mean(run: Uint32Array, scores: Float64Array, labels: Uint8Array): Block {
  let score = 0
  let positives = 0
  for (const row of run) {
    score += scores[row] as number
    positives += labels[row] as number
  }
  return { weight: run.length, score: score / run.length, rate: positives / run.length }
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
