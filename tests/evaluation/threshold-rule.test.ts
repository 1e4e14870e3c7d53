import { describe, expect, it } from 'vitest'
import { thresholdRuleLevel, thresholdRuleScores } from '../../app/evaluation/threshold-rule.ts'

/** Scores of stays given as [age, conditions, medications, encounters]. */
const scores = (...stays: [number, number, number, number][]): number[] =>
  Array.from(
    thresholdRuleScores({
      age: stays.map(([age]) => age),
      num_conditions: stays.map(([, conditions]) => conditions),
      num_medications: stays.map(([, , medications]) => medications),
      recent_encounters: stays.map(([, , , encounters]) => encounters),
      gender_encoded: stays.map(() => 0),
    }),
  )

describe('the threshold rule', () => {
  it('counts nothing exactly at its four bounds', () => {
    expect(scores([65, 7, 15, 1])).toEqual([0])
  })

  it('gives each bound its own weight', () => {
    expect(scores([66, 7, 15, 1], [65, 8, 15, 1], [65, 7, 16, 1], [65, 7, 15, 2])).toEqual([
      0.2, 0.2, 0.25, 0.35,
    ])
  })

  it('reaches exactly the twelve scores of the original', () => {
    const all = [0, 1].flatMap((a) =>
      [0, 1].flatMap((c) =>
        [0, 1].flatMap((m) =>
          [0, 1].map((e): [number, number, number, number] => [65 + a, 7 + c, 15 + m, 1 + e]),
        ),
      ),
    )
    expect([...new Set(scores(...all))].sort((a, b) => a - b)).toEqual([
      0, 0.2, 0.25, 0.35, 0.4, 0.45, 0.55, 0.6, 0.65, 0.75, 0.8, 1,
    ])
  })

  it('begins MEDIUM at 0.30 and HIGH at 0.60', () => {
    expect([0.25, 0.35, 0.55, 0.6].map(thresholdRuleLevel)).toEqual([
      'LOW',
      'MEDIUM',
      'MEDIUM',
      'HIGH',
    ])
  })
})
