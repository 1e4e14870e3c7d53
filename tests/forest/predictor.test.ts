import fc from 'fast-check'
import { RandomForestClassifier } from 'ml-random-forest'
import { describe, expect, it } from 'vitest'
import { LEVELS } from '../../app/evaluation/metrics.ts'
import { calibrate } from '../../app/forest/calibration.ts'
import { FEATURE_BOUNDS, FEATURES, type FeatureRow } from '../../app/forest/features.ts'
import type { Forest } from '../../app/forest/forest.ts'
import { parseForestSettings } from '../../app/forest/forest-settings.ts'
import { createPredictor } from '../../app/forest/predictor.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { runTraining } from '../../app/forest/training.ts'
import { vectorOf } from './public-table.ts'
import { syntheticTable } from './synthetic-table.ts'

const table = syntheticTable(4000)
const settings = parseForestSettings({ trees: 20, maxDepth: 6 })
const { bytes } = runTraining({ table, settings })
const model = readModel(bytes)
const predictor = createPredictor(model)
const peer = RandomForestClassifier.load(JSON.parse(Buffer.from(bytes).toString()))

const within = (feature: (typeof FEATURES)[number]): fc.Arbitrary<number> =>
  fc.integer(FEATURE_BOUNDS[feature])
const row = fc.record({
  age: within('age'),
  num_conditions: within('num_conditions'),
  num_medications: within('num_medications'),
  recent_encounters: within('recent_encounters'),
  gender_encoded: fc.constantFrom(0, 1, null),
}) as fc.Arbitrary<FeatureRow>

const vector = (of: FeatureRow): number[] => FEATURES.map((feature) => of[feature] ?? 0)

/** The forest walked node by node, as its arrays are documented. */
function walk({ roots, feature, threshold, left, value }: Forest, values: number[]): number {
  const leaves = Array.from(roots, (root) => {
    let node = root
    while ((feature[node] ?? -1) >= 0) {
      const isLeft = (values[feature[node] ?? 0] ?? 0) < (threshold[node] ?? 0)
      node = (left[node] ?? 0) + (isLeft ? 0 : 1)
    }
    return value[node] ?? 0
  })
  return leaves.reduce((sum, leaf) => sum + leaf, 0) / leaves.length
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)

describe('a predictor', () => {
  it('scores as the mean of the leaves', () => {
    fc.assert(
      fc.property(row, (given) => {
        expect(predictor.score(vector(given))).toBeCloseTo(walk(model.forest, vector(given)), 12)
      }),
    )
  })

  it('explains: contributions sum to score and probability, the largest first', () => {
    fc.assert(
      fc.property(row, (given) => {
        const { score, probability, baseline, contributions } = predictor.predict(given)
        const scores = contributions.map((contribution) => contribution.score)
        const probabilities = contributions.map((contribution) => contribution.probability)
        expect(Math.abs(baseline.score + sum(scores) - score)).toBeLessThan(1e-12)
        expect(Math.abs(baseline.probability + sum(probabilities) - probability)).toBeLessThan(
          1e-12,
        )
        const sizes = scores.map(Math.abs)
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a))
        expect(contributions.map(({ feature }) => feature).toSorted()).toEqual(FEATURES.toSorted())
        for (const { feature, value } of contributions) expect(value).toBe(given[feature])
      }),
    )
  })

  it('gives probability, level and confidence that follow from the score', () => {
    fc.assert(
      fc.property(row, (given) => {
        const { score, probability, level, confidence } = predictor.predict(given)
        const { calibration, thresholds } = model.manifest
        expect(probability).toBe(calibrate(calibration, score))
        const expected = [thresholds.medium, thresholds.high].filter((at) => probability >= at)
        expect(level).toBe(LEVELS[expected.length])
        expect(confidence).toBe(Math.max(score, 1 - score))
      }),
    )
  })

  it('averages over both genders by their training shares where gender is unknown', () => {
    fc.assert(
      fc.property(row, (given) => {
        const of = (gender_encoded: 0 | 1 | null) => predictor.predict({ ...given, gender_encoded })
        const { maleShare } = model.manifest
        const average = maleShare * of(1).score + (1 - maleShare) * of(0).score
        expect(of(null).score).toBeCloseTo(average, 12)
      }),
    )
  })

  it('votes as ml-random-forest does on every stay, and on random ones', () => {
    const rows = Array.from({ length: table.rows }, (_, index) => vectorOf(table, index))
    expect(rows.map(predictor.votes)).toEqual(peer.predict(rows))
    fc.assert(
      fc.property(row, (given) => {
        expect([predictor.votes(vector(given))]).toEqual(peer.predict([vector(given)]))
      }),
    )
  })

  it('scores columns as it scores rows', () => {
    const scores = predictor.scoreMany(table.features)
    const ones = Float64Array.from(scores, (_, index) => predictor.score(vectorOf(table, index)))
    expect(scores).toEqual(ones)
  })

  it('predicts from memory what it predicted at first', () => {
    fc.assert(
      fc.property(row, (given) => {
        const fresh = createPredictor(model)
        expect(fresh.predict(given)).toEqual(fresh.predict(given))
        expect(predictor.predict(given)).toEqual(fresh.predict(given))
      }),
      { numRuns: 10 },
    )
  })

  it.each([
    [{ age: 121 }, 'age: got 121, allowed whole numbers 0 to 120'],
    [{ num_conditions: -1 }, 'num_conditions: got -1'],
    [{ num_medications: 1.5 }, 'num_medications: got 1.5'],
    [{ recent_encounters: Number.NaN }, 'recent_encounters: got NaN'],
  ])('refuses %j', (change, message) => {
    const given: FeatureRow = {
      age: 0,
      num_conditions: 0,
      num_medications: 0,
      recent_encounters: 0,
      gender_encoded: 0,
      ...change,
    }
    expect(() => predictor.predict(given)).toThrow(message)
    expect(() => predictor.score(vector(given))).toThrow(message)
    const columns = { ...table.features, ...mapValues(change) }
    expect(() => predictor.scoreMany(columns)).toThrow(message)
  })
})

const mapValues = (change: object): object =>
  Object.fromEntries(
    Object.entries(change).map(([feature, value]) => [feature, Array(table.rows).fill(value)]),
  )
