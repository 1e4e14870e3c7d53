import type { ScoredOutcomes } from './judgement.ts'

/** Stays whose score is in a range, by outcome. */
export interface ScoreSlice {
  from: number
  to: number
  /** Their mean score to three decimals; with noise the middle of the range. */
  score: number
  negatives: number
  positives: number
}

/** How counts are kept from telling of one patient: no slice below a size, or noise on each. */
export type SliceRule = { atLeast: number } | { edges: readonly number[]; noise: () => number }

/** Edges of slices of equal width, many, to be joined. */
const FINE = Array.from({ length: 399 }, (_, index) => (index + 1) / 400)

/**
 * Counts stays by score in slices whose bounds are public. By size, neighbours are joined until each
 * slice has enough stays, and fewer stays than that altogether are left out; with noise, every slice
 * is there, empty ones too.
 */
export function slicesOf(stays: ScoredOutcomes, rule: SliceRule): ScoreSlice[] {
  const slices = count(stays, 'noise' in rule ? rule.edges : FINE)
  if ('atLeast' in rule) return joined(slices, rule.atLeast)
  return slices.map(({ sum: _, ...slice }) => ({
    ...slice,
    negatives: slice.negatives + rule.noise(),
    positives: slice.positives + rule.noise(),
  }))
}

/** A slice with the sum of its scores. */
type Summed = ScoreSlice & { sum: number }

function count({ scores, labels }: ScoredOutcomes, edges: readonly number[]): Summed[] {
  const bounds = [0, ...edges, 1]
  const slices = bounds.slice(1).map((to, index) => {
    const from = bounds[index] as number
    return { from, to, score: middle(from, to, edges), sum: 0, negatives: 0, positives: 0 }
  })
  scores.forEach((score, row) => {
    const slice = slices[edgesBelow(edges, score)]
    if (slice === undefined) return
    slice.sum += score
    if (labels[row] === 1) slice.positives++
    else slice.negatives++
  })
  return slices
}

/** Number of the ascending edges that a score has reached. */
function edgesBelow(edges: readonly number[], score: number): number {
  let low = 0
  let high = edges.length
  while (low < high) {
    const half = (low + high) >> 1
    if ((edges[half] as number) <= score) low = half + 1
    else high = half
  }
  return low
}

/** Middle of a slice; the outermost two count as wide as their neighbours, not as far as 0 and 1. */
function middle(from: number, to: number, edges: readonly number[]): number {
  const [first = to, second = to] = edges
  const [beforeLast = from, last = from] = edges.slice(-2)
  const low = from === 0 ? Math.max(0, first - (second - first)) : from
  const high = to === 1 ? Math.min(1, last + (last - beforeLast)) : to
  return Number(((low + high) / 2).toFixed(4))
}

/** What is left over at the end goes to the last slice. */
function joined(slices: readonly Summed[], atLeast: number): ScoreSlice[] {
  const large: Summed[] = []
  let open: Summed | undefined
  for (const slice of slices) {
    open = open === undefined ? slice : join(open, slice)
    if (open.negatives + open.positives < atLeast) continue
    large.push(open)
    open = undefined
  }
  const last = large.pop()
  if (last === undefined) return []
  const all = [...large, open === undefined ? last : join(last, open)]
  return all.map(({ sum, ...slice }) => ({
    ...slice,
    score: Number((sum / (slice.negatives + slice.positives)).toFixed(3)),
  }))
}

const join = (a: Summed, b: Summed): Summed => ({
  from: a.from,
  to: b.to,
  score: a.score,
  sum: a.sum + b.sum,
  negatives: a.negatives + b.negatives,
  positives: a.positives + b.positives,
})
