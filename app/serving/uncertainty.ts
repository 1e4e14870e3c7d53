import { wilsonInterval } from '../evaluation/metrics.ts'
import type { ModelEvaluation } from '../evaluation/model-evaluation.ts'
import type { StoredModel } from '../forest/model.ts'
import { riskLevel } from '../forest/risk-level.ts'

/**
 * How often held-out stays that got about the same answer ended in a readmission, with the 95 %
 * interval of that share (Wilson). It says how well the probability is backed. It is no interval for
 * this patient, who comes back or does not, and knows nothing of hospitals unlike those evaluated.
 */
export interface Uncertainty {
  /** What makes the stays comparable: a similar probability, or, where no more is known, the level. */
  basis: 'similar-probability' | 'same-level'
  /** Probabilities of these stays. */
  from: number
  to: number
  stays: number
  observed_rate: number
  interval: { low: number; high: number }
}

/**
 * The uncertainty of a model's probabilities. With its evaluation it is that of stays of similar
 * probability; without, its card tells how each level fared. Undefined where neither says anything.
 */
export function createUncertainty(
  { manifest }: Pick<StoredModel, 'manifest'>,
  evaluation: ModelEvaluation | undefined,
): (probability: number) => Uncertainty | undefined {
  const { similar = [] } = evaluation ?? {}
  if (similar.length > 0) {
    const known = similar.map(
      (bin): Uncertainty => ({
        basis: 'similar-probability',
        from: bin.from,
        to: bin.to,
        stays: bin.stays,
        observed_rate: bin.observed_rate,
        interval: bin.interval,
      }),
    )
    // Between two groups, or beyond the last, the nearest one is meant.
    return (probability) => nearest(known, probability)
  }
  const { thresholds, card } = manifest
  const bounds = { LOW: [0, thresholds.medium], MEDIUM: [thresholds.medium, thresholds.high] }
  const levels = new Map(
    card.metrics.levels.flatMap(({ level, stays, observedRate }) => {
      if (observedRate === null) return []
      const [from = 0, to = 1] = level === 'HIGH' ? [thresholds.high, 1] : bounds[level]
      const { low, high } = wilsonInterval(Math.round(observedRate * stays), stays)
      const interval = { low: round(low), high: round(high) }
      const basis = 'same-level' as const
      return [[level, { basis, from, to, stays, observed_rate: observedRate, interval }] as const]
    }),
  )
  return (probability) => levels.get(riskLevel(thresholds, probability))
}

const nearest = (known: readonly Uncertainty[], probability: number): Uncertainty | undefined =>
  known.reduce<Uncertainty | undefined>(
    (best, one) =>
      best === undefined || distance(one, probability) < distance(best, probability) ? one : best,
    undefined,
  )

const distance = ({ from, to }: Uncertainty, probability: number): number =>
  Math.max(from - probability, probability - to, 0)

const round = (value: number): number => Number(value.toFixed(6))
