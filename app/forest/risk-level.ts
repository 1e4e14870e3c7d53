import type { Level } from '../evaluation/metrics.ts'

/** Lowest calibrated probability of each level above LOW. */
export interface LevelThresholds {
  medium: number
  high: number
}

/**
 * Where MEDIUM and HIGH begin, as multiples of the training prevalence (the base rate).
 *
 * MEDIUM from the base rate on: a stay below it is at less risk than the average one, and gets the
 * usual follow-up. HIGH from one and a half times the base rate on: on the public table one stay in
 * nine, few enough for a discharge team to call within 48 hours, and nearly one in four of them came
 * back (LOW 8.7 %, MEDIUM 12.9 %, HIGH 23.4 % on held-out patients). Multiples and not fixed
 * percentages, so that the levels keep their meaning where readmission is rarer or commoner.
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
