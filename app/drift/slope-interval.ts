import { LOGIT_CLIP, recalibration } from '../evaluation/metrics-recalibration.ts'

/** A calibration slope with how certain it is. */
export interface SlopeEstimate {
  slope: number
  /** Ends of the 95 % interval. */
  low: number
  high: number
}

const Z = 1.96

/**
 * Slope of a logistic recalibration with its 95 % interval, by the inverse of the information matrix
 * at the fit (Wald). Null where the fit does not exist, such as with one outcome only.
 */
export function slopeEstimate(
  labels: Uint8Array,
  probabilities: Float64Array,
): SlopeEstimate | null {
  if (!labels.includes(0) || !labels.includes(1)) return null
  const fitted = recalibration(labels, probabilities)
  if (fitted === null) return null
  let [all, first, second] = [0, 0, 0]
  for (const probability of probabilities) {
    const clipped = Math.min(1 - LOGIT_CLIP, Math.max(LOGIT_CLIP, probability))
    const x = Math.log(clipped / (1 - clipped))
    const risk = 1 / (1 + Math.exp(-(fitted.intercept + fitted.slope * x)))
    const weight = risk * (1 - risk)
    all += weight
    first += weight * x
    second += weight * x * x
  }
  const determinant = all * second - first * first
  if (!(determinant > 0)) return null
  const error = Math.sqrt(all / determinant)
  return { slope: fitted.slope, low: fitted.slope - Z * error, high: fitted.slope + Z * error }
}
