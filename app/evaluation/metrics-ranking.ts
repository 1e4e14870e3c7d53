import type { Labels, Values } from './metrics-input.ts'
import { checkBothClasses, groupTies, sum } from './metrics-ties.ts'

/**
 * Area under the ROC curve: the chance that a random positive scores above a random negative,
 * a tie counting one half (Mann-Whitney; Hanley and McNeil 1982).
 *
 * @throws RangeError without rows of both outcomes.
 */
export function auc(labels: Labels, scores: Values, weights?: Values): number {
  const groups = groupTies(labels, scores, weights)
  checkBothClasses(groups, 'auc')
  return aucOfGroups(groups.positives, groups.negatives)
}

/** The AUC from the positives and negatives of each group of equal score, ascending. */
export function aucOfGroups(positives: Float64Array, negatives: Float64Array): number {
  let above = 0
  let positivesSeen = 0
  let negativesSeen = 0
  for (let group = 0; group < positives.length; group++) {
    const positive = positives[group] as number
    const negative = negatives[group] as number
    above += positive * (negativesSeen + negative / 2)
    positivesSeen += positive
    negativesSeen += negative
  }
  return above / (positivesSeen * negativesSeen)
}

/**
 * Average precision as scikit-learn defines it: the sum over distinct scores, from the highest
 * down, of the gain in recall times the precision there. No interpolation; ties enter at once.
 *
 * @throws RangeError without rows of both outcomes.
 */
export function averagePrecision(labels: Labels, scores: Values, weights?: Values): number {
  const groups = groupTies(labels, scores, weights)
  checkBothClasses(groups, 'averagePrecision')
  const total = sum(groups.positives)
  let found = 0
  let flagged = 0
  let area = 0
  for (let group = groups.scores.length - 1; group >= 0; group--) {
    const positive = groups.positives[group] as number
    found += positive
    flagged += positive + (groups.negatives[group] as number)
    if (positive > 0) area += (positive / total) * (found / flagged)
  }
  return area
}

/** One threshold of a ROC curve: everything scoring at least `threshold` is flagged. */
export interface RocPoint {
  /** Share of the negatives flagged. */
  falsePositiveRate: number
  /** Share of the positives flagged. */
  truePositiveRate: number
  /** The lowest flagged score; null at the origin, where nothing is flagged. */
  threshold: number | null
}

/**
 * The ROC curve from (0, 0) to (1, 1), thinned to at most `maxPoints` (default 200, at least 2)
 * of its own points, evenly spaced along the curve.
 *
 * @throws RangeError without rows of both outcomes.
 */
export function rocCurve(labels: Labels, scores: Values, maxPoints = 200): RocPoint[] {
  const groups = groupTies(labels, scores)
  checkBothClasses(groups, 'rocCurve')
  const positives = sum(groups.positives)
  const negatives = sum(groups.negatives)
  const points: RocPoint[] = [{ falsePositiveRate: 0, truePositiveRate: 0, threshold: null }]
  let truePositives = 0
  let falsePositives = 0
  for (let group = groups.scores.length - 1; group >= 0; group--) {
    truePositives += groups.positives[group] as number
    falsePositives += groups.negatives[group] as number
    points.push({
      falsePositiveRate: falsePositives / negatives,
      truePositiveRate: truePositives / positives,
      threshold: groups.scores[group] as number,
    })
  }
  return thin(points, maxPoints)
}

/** Both rates only grow, so their sum (0 to 2) is the way gone along the curve. */
function thin(points: RocPoint[], maxPoints: number): RocPoint[] {
  if (points.length <= maxPoints) return points
  const step = 2 / (Math.max(2, maxPoints) - 1)
  let next = 0
  return points.filter((point, index) => {
    const way = point.falsePositiveRate + point.truePositiveRate
    const isLast = index === points.length - 1
    if (!isLast && (way < next || way > 2 - step)) return false
    next = (Math.floor(way / step) + 1) * step
    return true
  })
}
