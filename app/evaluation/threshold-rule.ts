import type { Feature } from '../forest/features.ts'
import type { Level } from './metrics.ts'

/** Feature columns of equal length. */
export type FeatureColumns = Readonly<Record<Feature, ArrayLike<number>>>

/** Points in hundredths for exceeding a bound; every comparison is strict. */
const RULE = [
  { feature: 'recent_encounters', above: 1, points: 35 },
  { feature: 'num_medications', above: 15, points: 25 },
  { feature: 'age', above: 65, points: 20 },
  { feature: 'num_conditions', above: 7, points: 20 },
] as const satisfies readonly { feature: Feature; above: number; points: number }[]

/**
 * The four-threshold rule of the first HealthAlliance service, kept as a named baseline: 0.35 for
 * more than 1 recent encounter, 0.25 for more than 15 medications, 0.20 for an age above 65, 0.20
 * for more than 7 conditions, at most 1. It ranks; it was never a probability.
 *
 * @returns One score a row, 0..1 with two decimals.
 */
export function thresholdRuleScores(features: FeatureColumns): Float64Array {
  return Float64Array.from(features.age, (_, row) => {
    let points = 0
    for (const { feature, above, points: gain } of RULE) {
      if ((features[feature][row] as number) > above) points += gain
    }
    return Math.min(100, points) / 100
  })
}

/** The rule's level of a score: LOW below 0.30, HIGH from 0.60. */
export const thresholdRuleLevel = (score: number): Level =>
  score < 0.3 ? 'LOW' : score < 0.6 ? 'MEDIUM' : 'HIGH'
