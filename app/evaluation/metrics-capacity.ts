import type { Labels, Values } from './metrics-input.ts'
import { checkBothClasses, groupTies, sum } from './metrics-ties.ts'

/** What following up the highest-scoring share of the stays would find. */
export interface CapacityFigures {
  /** The share that can be followed up, e.g. 0.1. */
  share: number
  /** Rows followed up: the share of all rows, rounded, at least 1. */
  flagged: number
  /** Share of all positives among the flagged. */
  recall: number
  /** Share of positives among the flagged (positive predictive value). */
  precision: number
}

/** The shares reported by default: top 5, 10 and 20 %. */
export const CAPACITY_SHARES = [0.05, 0.1, 0.2] as const

/**
 * Recall and precision when only the top share can be followed up. Rows that tie at the cut are
 * equally likely to be taken: they count by expectation, so the order of the rows has no say.
 *
 * @throws RangeError without rows of both outcomes, or for a share outside ]0, 1].
 */
export function atCapacity(labels: Labels, scores: Values, share: number): CapacityFigures {
  if (!(share > 0 && share <= 1)) throw new RangeError(`share must be within ]0, 1], got ${share}`)
  const groups = groupTies(labels, scores)
  checkBothClasses(groups, 'atCapacity')
  const flagged = Math.max(1, Math.round(share * labels.length))
  let room = flagged
  let found = 0
  for (let group = groups.scores.length - 1; group >= 0 && room > 0; group--) {
    const positive = groups.positives[group] as number
    const size = positive + (groups.negatives[group] as number)
    const taken = Math.min(room, size)
    found += (positive * taken) / size
    room -= taken
  }
  return { share, flagged, recall: found / sum(groups.positives), precision: found / flagged }
}
