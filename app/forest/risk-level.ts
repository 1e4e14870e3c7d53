import type { Level } from '../evaluation/metrics.ts'

/** Lowest calibrated probability of each level above LOW. */
export interface LevelThresholds {
  medium: number
  high: number
}

/**
 * Where MEDIUM and HIGH begin, as multiples of the training prevalence (the base rate).
 *
 * MEDIUM from the base rate on: below it a stay is at less risk than the average one, and usual
 * follow-up is what it would get anyway. HIGH from one and a half times the base rate on: about one
 * stay in seven, which is what a discharge team can call within 48 hours; about two in nine of them
 * come back. Multiples and not fixed percentages, so that the levels keep their meaning where
 * readmission is rarer or commoner. docs/model.md gives the observed rates.
 */
export const LEVEL_MULTIPLES = { medium: 1, high: 1.5 } as const

/** The thresholds for a base rate. */
export function levelThresholds(prevalence: number): LevelThresholds {
  const at = (multiple: number): number => Number(Math.min(1, prevalence * multiple).toFixed(6))
  return { medium: at(LEVEL_MULTIPLES.medium), high: at(LEVEL_MULTIPLES.high) }
}

/** The level of a calibrated probability. A probability on a threshold has the higher level. */
export function riskLevel(thresholds: LevelThresholds, probability: number): Level {
  if (probability >= thresholds.high) return 'HIGH'
  return probability >= thresholds.medium ? 'MEDIUM' : 'LOW'
}
