import type { TFunction } from 'i18next'
import type { Contribution } from './prediction.ts'

/** Effects below this are shown as 0.0 points: saying "raises" of them would be too much. */
const LEAST = 0.0005

/** The value of an input as words: `75 years`, `unknown`, `3`. */
export function valueWords(t: TFunction<'prediction'>, { feature, value }: Contribution): string {
  if (value === null) return t('value.unknown')
  if (feature === 'age') return t('value.age', { count: value })
  if (feature === 'gender_encoded') return t(value === 1 ? 'value.male' : 'value.female')
  return String(value)
}

function subjectWords(t: TFunction<'prediction'>, { feature, value }: Contribution): string {
  if (feature === 'gender_encoded' || value === null)
    return t(value === null ? 'subject.unknown' : value === 1 ? 'subject.male' : 'subject.female')
  return t(`subject.${feature}`, { count: value })
}

/** How many things the subject of the sentence names: one age, no diagnosis, three stays. */
const numberOf = ({ feature, value }: Contribution): number =>
  feature === 'age' || feature === 'gender_encoded' || value === null || value < 2 ? 1 : value

/** What an input did, as a sentence: "3 inpatient stays in the past year raise the probability by …". */
export function contributionSentence(
  t: TFunction<'prediction'>,
  contribution: Contribution,
  points: (difference: number) => string,
): string {
  const { probability: effect } = contribution
  const verb = Math.abs(effect) < LEAST ? 'keep' : effect > 0 ? 'raise' : 'lower'
  return t(`verb.${verb}`, {
    count: numberOf(contribution),
    subject: subjectWords(t, contribution),
    points: points(effect),
  })
}
