import { checkProbabilities, countPositives, type Labels, type Values } from './metrics-input.ts'

/** The line that would put the probabilities right on the logit scale. */
export interface Recalibration {
  /** 1 is right; below 1 the probabilities are too extreme, above 1 too timid. */
  slope: number
  /** Intercept beside that slope; 0 is right. */
  intercept: number
  /** Intercept with the slope held at 1 (calibration in the large); above 0: too low a risk. */
  interceptAtSlopeOne: number
}

/** Probabilities are kept this far from 0 and 1, where the logit is infinite. */
export const LOGIT_CLIP = 1e-6

const MAX_STEPS = 50
const TOLERANCE = 1e-12

const logit = (probability: number): number => {
  const clipped = Math.min(1 - LOGIT_CLIP, Math.max(LOGIT_CLIP, probability))
  return Math.log(clipped / (1 - clipped))
}

interface Line {
  intercept: number
  slope: number
}

/** Gradient and curvature of the log-likelihood of `line`. */
function derivatives(labels: Labels, logits: Float64Array, line: Line) {
  let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0]
  for (let row = 0; row < labels.length; row++) {
    const x = logits[row] as number
    const fitted = 1 / (1 + Math.exp(-(line.intercept + line.slope * x)))
    const residual = (labels[row] as number) - fitted
    const weight = fitted * (1 - fitted)
    g0 += residual
    g1 += residual * x
    h00 += weight
    h01 += weight * x
    h11 += weight * x * x
  }
  return { g0, g1, h00, h01, h11 }
}

function newton(labels: Labels, logits: Float64Array, isSlopeFree: boolean): Line | null {
  let line: Line = { intercept: 0, slope: 1 }
  for (let step = 0; step < MAX_STEPS; step++) {
    const { g0, g1, h00, h01, h11 } = derivatives(labels, logits, line)
    const determinant = h00 * h11 - h01 * h01
    if (h00 < 1e-9 || (isSlopeFree && determinant <= 1e-9 * h00 * h11)) return null
    const change: Line = isSlopeFree
      ? {
          intercept: (h11 * g0 - h01 * g1) / determinant,
          slope: (h00 * g1 - h01 * g0) / determinant,
        }
      : { intercept: g0 / h00, slope: 0 }
    // A bounded step keeps Newton from overshooting where the curve is flat.
    const size = Math.max(Math.abs(change.intercept), Math.abs(change.slope))
    const damping = Math.min(1, 2 / Math.max(size, 1e-300))
    line = {
      intercept: line.intercept + damping * change.intercept,
      slope: line.slope + damping * change.slope,
    }
    if (size < TOLERANCE) return line
  }
  return null
}

/**
 * Logistic recalibration (Cox 1958; Van Calster et al. 2019): fits
 * logit P(positive) = intercept + slope * logit(probability) by maximum likelihood.
 *
 * @returns null where no such line exists: one outcome only, equal probabilities throughout, or
 *   outcomes the probabilities separate completely.
 */
export function recalibration(labels: Labels, probabilities: Values): Recalibration | null {
  checkProbabilities(labels, probabilities)
  const positives = countPositives(labels)
  if (positives === 0 || positives === labels.length) return null
  const logits = Float64Array.from(probabilities, logit)
  const free = newton(labels, logits, true)
  const shifted = newton(labels, logits, false)
  if (!free || !shifted) return null
  return { ...free, interceptAtSlopeOne: shifted.intercept }
}
