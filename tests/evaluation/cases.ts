import { randomIntegers } from '../../app/evaluation/random.ts'

/** Rows drawn for the comparison with Python. */
export interface Case {
  labels: number[]
  scores: number[]
  probabilities: number[]
  weights: number[]
  shares: number[]
  bins: number
}

/** `rows` rows whose scores take at most `distinct` values: few values mean heavy ties. */
export function drawCase(seed: number, rows: number, distinct: number): Case {
  const random = randomIntegers(seed)
  const scores = Array.from({ length: rows }, () => random(distinct) / distinct)
  const labels = scores.map((score) => Number(random(1000) < 100 + 500 * score))
  labels[0] = 1
  labels[1] = 0
  return {
    labels,
    scores,
    probabilities: scores.map((score) => 0.02 + 0.9 * score ** 1.5),
    weights: scores.map(() => random(4) * 0.75),
    shares: [0.05, 0.1, 0.2],
    bins: 10,
  }
}
