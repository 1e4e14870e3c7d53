import { checkProbabilities, type Labels, type Values } from './metrics-input.ts'

/** What acting on every stay at or above a probability would mean. */
export interface ThresholdFigures {
  /** Stays with at least this probability are flagged. */
  threshold: number
  flagged: number
  /** Share of all stays flagged. */
  flaggedShare: number
  /** Share of the readmitted that are flagged; null without positives. */
  sensitivity: number | null
  /** Share of the not readmitted that are not flagged; null without negatives. */
  specificity: number | null
  /** Share of readmitted among the flagged; null where nothing is flagged. */
  positivePredictiveValue: number | null
  /** Share of not readmitted among the rest; null where all are flagged. */
  negativePredictiveValue: number | null
  /**
   * True positives per stay, minus false positives at the exchange rate the threshold implies
   * (Vickers and Elkin 2006). Above 0 and above `netBenefitOfAll`: better than flagging nobody
   * and than flagging everybody.
   */
  netBenefit: number
  /** Net benefit of flagging everybody at the same exchange rate. */
  netBenefitOfAll: number
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** Figures at each threshold, which must lie within ]0, 1[. */
export function atThresholds(
  labels: Labels,
  probabilities: Values,
  thresholds: readonly number[],
): ThresholdFigures[] {
  checkProbabilities(labels, probabilities)
  return thresholds.map((threshold) => {
    if (!(threshold > 0 && threshold < 1)) {
      throw new RangeError(`thresholds must lie within ]0, 1[, got ${threshold}`)
    }
    let [positives, flagged, found] = [0, 0, 0]
    for (let row = 0; row < labels.length; row++) {
      const label = labels[row] as number
      positives += label
      if ((probabilities[row] as number) < threshold) continue
      flagged += 1
      found += label
    }
    const rows = labels.length
    const negatives = rows - positives
    const odds = threshold / (1 - threshold)
    return {
      threshold,
      flagged,
      flaggedShare: flagged / rows,
      sensitivity: ratio(found, positives),
      specificity: ratio(negatives - (flagged - found), negatives),
      positivePredictiveValue: ratio(found, flagged),
      negativePredictiveValue: ratio(negatives - (flagged - found), rows - flagged),
      netBenefit: (found - (flagged - found) * odds) / rows,
      netBenefitOfAll: (positives - negatives * odds) / rows,
    }
  })
}
