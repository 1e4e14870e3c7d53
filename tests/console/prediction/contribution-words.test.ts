import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import {
  contributionSentence,
  valueWords,
} from '../../../app/console/src/prediction/contribution-words.ts'
import { ENGLISH } from '../../../app/console/src/prediction/english.ts'
import { GERMAN } from '../../../app/console/src/prediction/german.ts'
import type { Contribution } from '../../../app/console/src/prediction/prediction.ts'

const texts = i18next.createInstance()
await texts.init({
  resources: { en: { prediction: ENGLISH }, de: { prediction: GERMAN } },
  interpolation: { escapeValue: false },
})
const points = (difference: number) => Math.abs(difference * 100).toFixed(1)

const sentence = (
  language: 'en' | 'de',
  feature: Contribution['feature'],
  value: number | null,
  probability: number,
): string => {
  const contribution = { feature, value, score: 0, probability }
  return contributionSentence(texts.getFixedT(language, 'prediction'), contribution, points)
}

describe('the sentence about an input', () => {
  it.each([
    [
      'recent_encounters',
      3,
      0.041,
      '3 inpatient stays in the past year raise the probability by 4.1 points.',
    ],
    [
      'recent_encounters',
      1,
      -0.02,
      'One inpatient stay in the past year lowers the probability by 2.0 points.',
    ],
    [
      'recent_encounters',
      0,
      -0.02,
      'No inpatient stay in the past year lowers the probability by 2.0 points.',
    ],
    ['age', 75, 0.01, 'An age of 75 years raises the probability by 1.0 points.'],
    ['age', 0, 0.01, 'An age below one year raises the probability by 1.0 points.'],
    ['num_medications', 16, 0.0004, '16 medications hardly change the probability.'],
    [
      'gender_encoded',
      null,
      -0.0001,
      'The unknown gender, averaged over both, hardly changes the probability.',
    ],
    ['gender_encoded', 0, 0.002, 'Female gender raises the probability by 0.2 points.'],
  ] as const)('agrees with its subject: %s %s', (feature, value, effect, expected) => {
    expect(sentence('en', feature, value, effect)).toBe(expected)
  })

  it.each([
    [
      'recent_encounters',
      3,
      0.041,
      '3 stationäre Aufenthalte im letzten Jahr erhöhen die Wahrscheinlichkeit um 4.1 Prozentpunkte.',
    ],
    [
      'num_conditions',
      0,
      -0.03,
      'Keine erfasste Diagnose senkt die Wahrscheinlichkeit um 3.0 Prozentpunkte.',
    ],
    ['gender_encoded', 1, 0.0001, 'Männliches Geschlecht verändert die Wahrscheinlichkeit kaum.'],
  ] as const)('is German too: %s %s', (feature, value, effect, expected) => {
    expect(sentence('de', feature, value, effect)).toBe(expected)
  })

  it('names values as people do', () => {
    const words = (feature: Contribution['feature'], value: number | null) =>
      valueWords(texts.getFixedT('en', 'prediction'), { feature, value, score: 0, probability: 0 })
    expect(words('age', 1)).toBe('1 year')
    expect(words('gender_encoded', 1)).toBe('male')
    expect(words('gender_encoded', null)).toBe('unknown')
    expect(words('num_conditions', 8)).toBe('8')
  })
})
