/** Only scores are asked of the predictor here, which these do not touch. */
export const UNCALIBRATED = {
  calibration: {
    method: 'prior',
    prevalence: 0.5,
    isotonic: null,
    evidence: { prior: { brier: 0, logLoss: 0 }, isotonic: null, stays: 0 },
  },
  maleShare: 0.5,
  thresholds: { medium: 0.5, high: 0.5 },
} as const
