import type { Feature } from '../forest/features.ts'
import type { ForestPrediction } from '../forest/predictor.ts'
import type { Uncertainty } from '../serving/uncertainty.ts'
import { percent } from './risk-prediction.ts'

const WORDS: Readonly<Record<Feature, (value: number | null) => string>> = {
  age: (value) => `age ${value}`,
  num_conditions: (value) => `number of diagnoses ${value}`,
  num_medications: (value) => `number of medications ${value}`,
  recent_encounters: (value) => `inpatient stays in the 12 months before ${value}`,
  gender_encoded: (value) =>
    value === null ? 'gender unknown' : value === 1 ? 'gender male' : 'gender female',
}

/**
 * Why a probability is what it is: where every prediction starts, what each feature added, and how
 * comparable held-out stays fared.
 */
export function rationaleOf(
  { baseline, contributions }: ForestPrediction,
  uncertainty: Uncertainty | undefined,
): string {
  const added = contributions.map(
    ({ feature, value, probability }) => `${WORDS[feature](value)}: ${points(probability)}`,
  )
  return [
    `With nothing known of the patient: ${percent(baseline.probability)} %.`,
    `What was known added, in percentage points: ${added.join('; ')}.`,
    'This is what the model used, not the cause.',
    ...(uncertainty === undefined ? [] : [backing(uncertainty)]),
  ].join(' ')
}

const points = (share: number): string => {
  const value = (share * 100).toFixed(1)
  return Number(value) === 0 ? '±0' : share > 0 ? `+${value}` : value.replace('-', '−')
}

const backing = ({ basis, stays, observed_rate, interval }: Uncertainty): string =>
  `Of ${stays} held-out stays ${
    basis === 'similar-probability' ? 'of similar probability' : 'of the same level'
  }, ${percent(observed_rate)} % came back (95 % interval ${percent(interval.low)} to ${percent(
    interval.high,
  )} %).`
