import { checkProbabilities, checkWeights, type Labels, type Values } from './metrics-input.ts'

/** Brier score: the mean squared distance of probability and outcome (Brier 1950); 0 is best. */
export function brier(labels: Labels, probabilities: Values, weights?: Values): number {
  return meanLoss(labels, probabilities, {
    weights,
    loss: (label, probability) => (probability - label) ** 2,
  })
}

/**
 * Logarithmic loss in nats; 0 is best. As in scikit-learn, probabilities are clipped to
 * [2^-52, 1 - 2^-52], so that one certain and wrong answer costs 36 and not infinity.
 */
export function logLoss(labels: Labels, probabilities: Values, weights?: Values): number {
  return meanLoss(labels, probabilities, {
    weights,
    loss: (label, probability) => {
      const clipped = Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, probability))
      return -Math.log(label === 1 ? clipped : 1 - clipped)
    },
  })
}

interface LossOptions {
  weights: Values | undefined
  loss: (label: number, probability: number) => number
}

function meanLoss(labels: Labels, probabilities: Values, options: LossOptions): number {
  checkProbabilities(labels, probabilities)
  if (options.weights) checkWeights(labels, options.weights)
  let total = 0
  let weight = 0
  for (let row = 0; row < labels.length; row++) {
    const share = options.weights ? (options.weights[row] as number) : 1
    total += share * options.loss(labels[row] as number, probabilities[row] as number)
    weight += share
  }
  if (weight === 0) throw new RangeError('weights must not all be 0')
  return total / weight
}
