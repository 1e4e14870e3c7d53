import type { Feature } from '../forest/features.ts'
import type { Contribution } from '../forest/predictor.ts'
import { ADVICE } from '../serving/advice.ts'
import { NOT_CONSIDERED } from '../serving/not-considered.ts'
import type { Uncertainty } from '../serving/uncertainty.ts'
import type { Estimate } from './card.ts'

/** Specification: "One-sentence, <140-character summary". */
export const SUMMARY_LIMIT = 140

const inHundred = (share: number): string =>
  share > 0 && share < 0.005 ? 'fewer than 1' : `${Math.round(share * 100)}`

/** The level and what it stands for, in one sentence. */
export const summaryOf = ({ forest, baseRate }: Estimate): string =>
  `${forest.level} risk of readmission within 30 days: about ${inHundred(forest.probability)} in ` +
  `100; average ${inHundred(baseRate)} in 100`

/** What a clinician needs to weigh the estimate, as GitHub Flavored Markdown. */
export function detailOf(estimate: Estimate): string {
  const { forest, baseRate, uncertainty, unread, learnedFrom, auc } = estimate
  const { level, probability, contributions } = forest
  return [
    `Of 100 patients with records like these, about **${inHundred(probability)}** come back, ` +
      `unplanned, within 30 days of discharge (${percent(probability)}); of all patients it is ` +
      `${percent(baseRate)}. Level: **${level}**.`,
    '**What the estimate rests on**, in percentage points against a patient of whom nothing is ' +
      'known. It is what the model used, not the cause:',
    contributions.map(reason).join('\n'),
    ...(uncertainty === undefined ? [] : [backing(uncertainty)]),
    `**Advised at this level:** ${ADVICE[level].join('; ')}.`,
    `**Not considered:** ${NOT_CONSIDERED.map((one) => NOT_SEEN[one]).join(', ')}.`,
    ...(unread === 0
      ? []
      : [`**${counted(unread, 'record', 'records')} could not be read** and did not count.`]),
    'Not a sole basis for a decision. ' +
      (auc === null ? '' : `On held-out stays the model has an AUC of ${auc.toFixed(2)}. `) +
      `It learned from ${learnedFrom}`,
  ].join('\n\n')
}

const NOT_SEEN: Readonly<Record<(typeof NOT_CONSIDERED)[number], string>> = {
  'which-diagnoses': 'which diagnoses they are',
  'which-medications': 'which medications they are',
  'laboratory-values': 'laboratory values',
  'vital-signs': 'vital signs',
  procedures: 'procedures',
  'length-of-stay': 'length of stay',
  'functional-status': 'functional status',
  'living-situation': 'living situation',
  'discharge-destination': 'destination after discharge',
  'follow-up-arranged': 'follow-up already arranged',
}

const WORDS: Readonly<Record<Feature, (value: number | null) => string>> = {
  age: (value) => `Age ${value} at admission`,
  num_conditions: (value) => counted(value, 'diagnosis', 'diagnoses'),
  num_medications: (value) => `${counted(value, 'medication', 'medications')} during the stay`,
  recent_encounters: (value) =>
    `${counted(value, 'inpatient stay', 'inpatient stays')} in the 12 months before`,
  gender_encoded: (value) =>
    value === null ? 'Gender not known' : value === 1 ? 'Gender male' : 'Gender female',
}

const counted = (value: number | null, one: string, many: string): string =>
  `${value} ${value === 1 ? one : many}`

const reason = ({ feature, value, probability }: Contribution): string =>
  `- ${WORDS[feature](value)}: ${points(probability)}`

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

function points(share: number): string {
  const value = (share * 100).toFixed(1)
  if (Number(value) === 0) return '±0'
  return share > 0 ? `+${value}` : value.replace('-', '−')
}

const backing = ({ basis, stays, observed_rate: rate, interval }: Uncertainty): string =>
  `**How well it is backed:** of ${stays} other stays ` +
  `${basis === 'similar-probability' ? 'with a similar estimate' : 'of this level'}, ` +
  `${percent(rate)} were followed by a readmission (95 % interval ${percent(interval.low)} to ` +
  `${percent(interval.high)}). This is no interval for this patient.`
