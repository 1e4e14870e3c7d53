import type { Feature } from '../forest/features.ts'
import type { Contribution } from '../forest/predictor.ts'
import { ADVICE } from '../serving/advice.ts'
import { NOT_CONSIDERED } from '../serving/not-considered.ts'
import type { Uncertainty } from '../serving/uncertainty.ts'
import type { Estimate } from './card.ts'

/** Specification: "One-sentence, <140-character summary". */
export const SUMMARY_LIMIT = 140

const inHundred = (share: number): string =>
  share > 0 && share < 0.005 ? 'fewer than 1 in 100' : `about ${Math.round(share * 100)} in 100`

/** The level and what it stands for, in one sentence. */
export const summaryOf = ({ forest, baseRate }: Estimate): string =>
  `${forest.level} risk of readmission within 30 days: ${inHundred(forest.probability)}; ` +
  `average ${Math.round(baseRate * 100)} in 100`

/** What a clinician needs to weigh the estimate, as GitHub Flavored Markdown. */
export function detailOf(estimate: Estimate): string {
  const { forest, baseRate, uncertainty, unread, learnedFrom, auc } = estimate
  return [
    `Of 100 patients with records like these, **${inHundred(forest.probability)}** come back, ` +
      `unplanned, within 30 days of discharge. The average is ${percent(baseRate)}. ` +
      `Level: **${forest.level}**.`,
    '**What the estimate rests on**, in percentage points against a patient of whom nothing is ' +
      'known. It is what the model used, not the cause:',
    forest.contributions.map(reason).join('\n'),
    ...(uncertainty === undefined ? [] : [backing(uncertainty)]),
    `**Advised at this level:** ${ADVICE[forest.level].join('; ')}.`,
    `**Not considered:** ${NOT_CONSIDERED.map((one) => one.replaceAll('-', ' ')).join(', ')}.`,
    ...(unread === 0
      ? []
      : [
          `**${unread} ${unread === 1 ? 'record' : 'records'} could not be read** and do not count.`,
        ]),
    'Not a sole basis for a decision.' +
      (auc === null
        ? ''
        : ` Tells stays with a readmission from others with an AUC of ${auc.toFixed(2)}.`) +
      ` Learned from: ${learnedFrom}`,
  ].join('\n\n')
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
