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
export type SliceRule = { atLeast: number } | { noise: () => number }

/** Slices of equal width that scores are counted in: many, to be joined, or few, for the noise. */
const FINE = 400
const COARSE = 40

/**
 * Counts stays by score in slices whose bounds are public. By size, neighbours are joined until each
 * slice has enough stays, and fewer stays than that altogether are left out; with noise, every slice
 * is there, empty ones too.
 */
export function slicesOf(stays: ScoredOutcomes, rule: SliceRule): ScoreSlice[] {
  const slices = count(stays, 'noise' in rule ? COARSE : FINE)
  if ('atLeast' in rule) return joined(slices, rule.atLeast)
  return slices.map(({ sum: _, ...slice }) => ({
    ...slice,
    negatives: slice.negatives + rule.noise(),
    positives: slice.positives + rule.noise(),
  }))
}

/** A slice with the sum of its scores. */
type Summed = ScoreSlice & { sum: number }

function count({ scores, labels }: ScoredOutcomes, number: number): Summed[] {
  const slices = Array.from({ length: number }, (_, index) => ({
    from: index / number,
    to: (index + 1) / number,
    score: (index + 0.5) / number,
    sum: 0,
    negatives: 0,
    positives: 0,
  }))
  scores.forEach((score, row) => {
    const slice = slices[Math.min(number - 1, Math.floor(score * number))]
    if (slice === undefined) return
    slice.sum += score
    if (labels[row] === 1) slice.positives++
    else slice.negatives++
  })
  return slices
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
