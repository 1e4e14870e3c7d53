import { brier, logLoss } from '../evaluation/metrics.ts'
import { fitIsotonic, type IsotonicCurve, interpolate } from './isotonic.ts'

/** Loss of a calibration on stays it was not fitted on. */
export interface CalibrationLoss {
  brier: number
  logLoss: number
}

/** How a class-balanced score becomes the probability of readmission. Both ways are kept. */
export interface Calibration {
  /** The way that serves. */
  method: 'prior' | 'isotonic'
  /** Share of readmitted stays in training, for the prior correction. */
  prevalence: number
  /** Undoes the class weights by what was observed; null where training had too few stays. */
  isotonic: IsotonicCurve | null
  /** What the choice rests on: losses on out-of-bag stays, cross-fitted over patients. */
  evidence: { prior: CalibrationLoss; isotonic: CalibrationLoss | null; stays: number }
}

/** Out-of-bag scores with what happened; `fold` says which cross-fit a stay belongs to. */
export interface ScoredStays {
  scores: Float64Array
  labels: Uint8Array
  fold: Uint8Array
}

/** Number of folds `ScoredStays.fold` counts to. */
export const CALIBRATION_FOLDS = 5

/**
 * Fits both calibrations on out-of-bag scores and chooses the one with the lower Brier score, the
 * isotonic curve being judged on folds of patients it was not fitted on. The prior correction fits
 * nothing but the prevalence. Held-out test patients have no say in the choice.
 */
export function fitCalibration(stays: ScoredStays, prevalence: number): Calibration {
  const { scores, labels } = stays
  const prior = losses(
    labels,
    scores.map((score) => correctPrior(score, prevalence)),
  )
  const crossFitted = crossFit(stays)
  const curve = fitIsotonic(scores, labels)
  const isotonic = crossFitted && curve ? losses(labels, crossFitted) : null
  return {
    method: isotonic !== null && isotonic.brier < prior.brier ? 'isotonic' : 'prior',
    prevalence,
    isotonic: curve ?? null,
    evidence: { prior, isotonic, stays: scores.length },
  }
}

/** The probability of readmission for a class-balanced score, by the chosen or the named method. */
export function calibrate(
  calibration: Calibration,
  score: number,
  method: Calibration['method'] = calibration.method,
): number {
  if (method === 'isotonic' && calibration.isotonic) return interpolate(calibration.isotonic, score)
  return correctPrior(score, calibration.prevalence)
}

/**
 * Turns a score learned at odds of one to one back into a probability at the prevalence `r`:
 * p r / (p r + (1 - p) (1 - r)) (Elkan 2001).
 */
export function correctPrior(score: number, prevalence: number): number {
  const readmitted = score * prevalence
  return readmitted / (readmitted + (1 - score) * (1 - prevalence))
}

function crossFit({ scores, labels, fold }: ScoredStays): Float64Array | undefined {
  const fitted = new Float64Array(scores.length)
  for (let held = 0; held < CALIBRATION_FOLDS; held++) {
    const curve = fitIsotonic(scores, labels, (row) => fold[row] !== held)
    if (curve === undefined) return undefined
    for (let row = 0; row < scores.length; row++) {
      if (fold[row] === held) fitted[row] = interpolate(curve, scores[row] as number)
    }
  }
  return fitted
}

function losses(labels: Uint8Array, probabilities: Float64Array): CalibrationLoss {
  const round = (loss: number): number => Number(loss.toFixed(8))
  return {
    brier: round(brier(labels, probabilities)),
    logLoss: round(logLoss(labels, probabilities)),
  }
}
