import { expect, it } from 'vitest'
import { psi } from '../../app/evaluation/metrics.ts'
import { binOf, featureHistograms } from '../../app/forest/feature-histogram.ts'
import { FEATURES } from '../../app/forest/features.ts'
import { levelThresholds, riskLevel } from '../../app/forest/risk-level.ts'
import { syntheticTable } from './synthetic-table.ts'

const table = syntheticTable(3000)
const all = Uint32Array.from({ length: table.rows }, (_, row) => row)
const histograms = featureHistograms(table, all)

it('counts every stay in bins of at least a tenth, and finds the bin of a value again', () => {
  for (const feature of FEATURES) {
    const histogram = histograms[feature]
    const counts = histogram.from.map(() => 0)
    for (const value of table.features[feature]) counts[binOf(histogram, value)]! += 1
    expect(counts).toEqual(histogram.counts)
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(300)
  }
})

it('puts values beyond both ends into the outer bins', () => {
  expect(binOf(histograms.age, 0)).toBe(0)
  expect(binOf(histograms.age, 120)).toBe(histograms.age.from.length - 1)
})

it('shows a drift of medications, and none where there is none', () => {
  const count = (values: Iterable<number>): number[] => {
    const counts = histograms.num_medications.counts.map(() => 0)
    for (const value of values) counts[binOf(histograms.num_medications, value)]! += 1
    return counts
  }
  const { counts } = histograms.num_medications
  const other = syntheticTable(3000, 9).features.num_medications
  expect(psi(counts, count(other))).toBeLessThan(0.02)
  expect(psi(counts, count(other.map((value) => value * 2)))).toBeGreaterThan(0.2)
})

it('sets levels by multiples of the base rate, a threshold belonging to the higher level', () => {
  const thresholds = levelThresholds(0.1)
  expect(thresholds).toEqual({ medium: 0.1, high: 0.15 })
  const levels = [0, 0.0999, 0.1, 0.1499, 0.15, 1].map((p) => riskLevel(thresholds, p))
  expect(levels).toEqual(['LOW', 'LOW', 'MEDIUM', 'MEDIUM', 'HIGH', 'HIGH'])
})
