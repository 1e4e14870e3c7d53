import type { ScoredOutcomes } from './judgement.ts'

/** Stays whose score is in a range, by outcome. */
export interface ScoreSlice {
  from: number
  to: number
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
  return slices.map((slice) => ({
    ...slice,
    negatives: slice.negatives + rule.noise(),
    positives: slice.positives + rule.noise(),
  }))
}

function count({ scores, labels }: ScoredOutcomes, number: number): ScoreSlice[] {
  const slices = Array.from({ length: number }, (_, index) => ({
    from: index / number,
    to: (index + 1) / number,
    negatives: 0,
    positives: 0,
  }))
  scores.forEach((score, row) => {
    const slice = slices[Math.min(number - 1, Math.floor(score * number))]
    if (slice === undefined) return
    if (labels[row] === 1) slice.positives++
    else slice.negatives++
  })
  return slices
}

/** What is left over at the end goes to the last slice. */
function joined(slices: readonly ScoreSlice[], atLeast: number): ScoreSlice[] {
  const large: ScoreSlice[] = []
  let open: ScoreSlice | undefined
  for (const slice of slices) {
    open = open === undefined ? slice : join(open, slice)
    if (open.negatives + open.positives < atLeast) continue
    large.push(open)
    open = undefined
  }
  const last = large.pop()
  if (last === undefined) return []
  return [...large, open === undefined ? last : join(last, open)]
}

const join = (a: ScoreSlice, b: ScoreSlice): ScoreSlice => ({
  from: a.from,
  to: b.to,
  negatives: a.negatives + b.negatives,
  positives: a.positives + b.positives,
})
