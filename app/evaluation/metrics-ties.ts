import { checkRows, checkWeights, type Labels, type Values } from './metrics-input.ts'

/**
 * Rows joined where their scores are equal, in ascending order of score. Rows that tie cannot be
 * told apart by the model, so every ranking figure is computed from these groups.
 */
export interface TieGroups {
  /** Distinct scores, ascending. */
  scores: Float64Array
  /** Weight of the rows with label 1 in each group. */
  positives: Float64Array
  /** Weight of the rows with label 0 in each group. */
  negatives: Float64Array
  /** The group of each row. */
  groupOf: Uint32Array
}

const distinctAscending = (values: Values): Float64Array => {
  const sorted = Float64Array.from(values).sort()
  let count = 0
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) sorted[count++] = sorted[i] as number
  }
  return sorted.slice(0, count)
}

/** Index of `value` in the ascending `sorted`, which holds it. */
const indexIn = (sorted: Float64Array, value: number): number => {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Joins rows of equal score; each row counts 1, or its weight where weights are given. */
export function groupTies(labels: Labels, scores: Values, weights?: Values): TieGroups {
  checkRows(labels, scores)
  if (weights) checkWeights(labels, weights)
  const distinct = distinctAscending(scores)
  const groups: TieGroups = {
    scores: distinct,
    positives: new Float64Array(distinct.length),
    negatives: new Float64Array(distinct.length),
    groupOf: Uint32Array.from(scores, (score) => indexIn(distinct, score)),
  }
  for (let row = 0; row < labels.length; row++) {
    const side = labels[row] === 1 ? groups.positives : groups.negatives
    const group = groups.groupOf[row] as number
    side[group] = (side[group] as number) + (weights ? (weights[row] as number) : 1)
  }
  return groups
}

/** Sum of a column. */
export function sum(column: Float64Array): number {
  let total = 0
  for (let i = 0; i < column.length; i++) total += column[i] as number
  return total
}

/** Refuses groups without positives or without negatives, which `figure` needs. */
export function checkBothClasses(groups: TieGroups, figure: string): void {
  const positives = sum(groups.positives)
  const negatives = sum(groups.negatives)
  if (positives > 0 && negatives > 0) return
  throw new RangeError(
    `${figure} needs rows of both outcomes: got ${positives} positive and ${negatives} negative`,
  )
}
