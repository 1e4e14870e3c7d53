import { describe, expect, it } from 'vitest'
import { auc, brier, pairedDifference } from '../../app/evaluation/metrics.ts'
import { drawCase } from './cases.ts'

const drawn = drawCase(7, 2000, 400)
const labels = Uint8Array.from(drawn.labels)
const scores = Float64Array.from(drawn.scores)
const probabilities = Float64Array.from(drawn.probabilities)
const patient = Int32Array.from(labels, (_, row) => row >> 1)
const good = { scores, probabilities }
/** Ranks the other way round half of the time. */
const worse = {
  scores: scores.map((score, row) => (row % 3 === 0 ? 1 - score : score)),
  probabilities: probabilities.map((value, row) => (row % 3 === 0 ? 0.95 - value : value)),
}

describe('the difference of two models on the same stays', () => {
  it('is that of their figures, inside its interval', () => {
    const found = pairedDifference({ labels, patient, first: good, second: worse })
    expect(found.auc.value).toBeCloseTo(auc(labels, scores) - auc(labels, worse.scores), 12)
    expect(found.brier.value).toBeCloseTo(
      brier(labels, probabilities) - brier(labels, worse.probabilities),
      12,
    )
    for (const { value, interval } of [found.auc, found.brier]) {
      expect(interval.low).toBeLessThan(value)
      expect(interval.high).toBeGreaterThan(value)
    }
  })

  it('leaves nothing to chance between a model and itself', () => {
    const found = pairedDifference({ labels, patient, first: good, second: good })
    expect(found.auc).toMatchObject({ value: 0, interval: { low: 0, high: 0 } })
    expect(found.brier).toMatchObject({ value: 0, interval: { low: 0, high: 0 } })
  })

  it('turns its sign with the models', () => {
    const one = pairedDifference({ labels, patient, first: good, second: worse })
    const other = pairedDifference({ labels, patient, first: worse, second: good })
    expect(other.auc.interval.low).toBeCloseTo(-one.auc.interval.high, 12)
    expect(other.brier.value).toBeCloseTo(-one.brier.value, 12)
  })

  it('needs both outcomes', () => {
    const rows = { labels: labels.map(() => 0), patient, first: good, second: worse }
    expect(() => pairedDifference(rows)).toThrow(/both outcomes/)
  })
})
