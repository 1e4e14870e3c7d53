import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as metrics from '../../app/evaluation/metrics.ts'
import { drawCase } from './cases.ts'

/** Rows of both outcomes whose scores tie often. */
const rows = fc
  .array(fc.record({ label: fc.constantFrom(0, 1), score: fc.integer({ min: 0, max: 6 }) }), {
    minLength: 2,
    maxLength: 60,
  })
  .filter((all) => new Set(all.map(({ label }) => label)).size === 2)
  .map((all) => ({
    labels: Uint8Array.from(all, ({ label }) => label),
    scores: Float64Array.from(all, ({ score }) => score / 6),
  }))

const pairwiseAuc = (labels: Uint8Array, scores: Float64Array): number => {
  let [won, pairs] = [0, 0]
  labels.forEach((a, i) => {
    labels.forEach((b, j) => {
      if (a !== 1 || b !== 0) return
      pairs += 1
      won += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0
    })
  })
  return won / pairs
}

describe('auc', () => {
  it('is the share of pairs in the right order, ties counting half', () => {
    fc.assert(
      fc.property(rows, ({ labels, scores }) => {
        expect(metrics.auc(labels, scores)).toBeCloseTo(pairwiseAuc(labels, scores), 12)
      }),
    )
  })

  it('does not change with a rising transformation and turns round with the scores', () => {
    fc.assert(
      fc.property(rows, ({ labels, scores }) => {
        const value = metrics.auc(labels, scores)
        expect(
          metrics.auc(
            labels,
            scores.map((s) => Math.exp(3 * s)),
          ),
        ).toBeCloseTo(value, 12)
        expect(
          metrics.auc(
            labels,
            scores.map((s) => -s),
          ),
        ).toBeCloseTo(1 - value, 12)
      }),
    )
  })

  it('counts a weight of two as the row given twice', () => {
    fc.assert(
      fc.property(rows, ({ labels, scores }) => {
        const twice = [...labels.keys(), 0]
        const weights = Float64Array.from(labels, (_, row) => (row === 0 ? 2 : 1))
        const repeated = metrics.auc(
          Uint8Array.from(twice, (row) => labels[row]!),
          Float64Array.from(twice, (row) => scores[row]!),
        )
        expect(metrics.auc(labels, scores, weights)).toBeCloseTo(repeated, 12)
      }),
    )
  })
})

describe('refusals', () => {
  const labels = Uint8Array.of(0, 1)
  const scores = Float64Array.of(0.1, 0.2)
  it.each([
    [
      'one outcome only',
      () => metrics.auc(Uint8Array.of(1, 1), scores),
      'auc needs rows of both outcomes: got 2 positive and 0 negative',
    ],
    [
      'another length',
      () => metrics.auc(labels, Float64Array.of(1)),
      'scores must have one entry a label: got 1 for 2 labels',
    ],
    [
      'no rows',
      () => metrics.brier(new Uint8Array(), new Float64Array()),
      'probabilities is empty: there is nothing to evaluate',
    ],
    [
      'NaN',
      () => metrics.auc(labels, Float64Array.of(0, Number.NaN)),
      'scores[1] must be a finite',
    ],
    ['a label of 2', () => metrics.auc(Uint8Array.of(0, 2), scores), 'labels[1] must be 0 or 1'],
    [
      'a probability of 1.5',
      () => metrics.logLoss(labels, Float64Array.of(0, 1.5)),
      'probabilities[1] must be within 0..1, got 1.5',
    ],
    [
      'a negative weight',
      () => metrics.auc(labels, scores, Float64Array.of(1, -1)),
      'weights[1] must be a finite number >= 0, got -1',
    ],
    [
      'a share of 0',
      () => metrics.atCapacity(labels, scores, 0),
      'share must be within ]0, 1], got 0',
    ],
    [
      'a threshold of 1',
      () => metrics.atThresholds(labels, scores, [1]),
      'thresholds must lie within ]0, 1[, got 1',
    ],
    [
      'a level of 3',
      () => metrics.levelRates(labels, Uint8Array.of(0, 3)),
      'levels[1] must be 0 to 2',
    ],
    ['other bins', () => metrics.psi([1], [1, 2]), 'psi needs two histograms over the same bins'],
    ['an empty histogram', () => metrics.psi([1, 1], [0, 0]), 'psi: actual is empty'],
  ])('names what is wrong with %s', (_, act, message) => {
    expect(act).toThrow(message)
  })
})

describe('atCapacity', () => {
  it('is the mean over all orders of the rows that tie at the cut', () => {
    // Two rows fit; the first is certain, the second is one of three ties, one of them positive.
    const labels = Uint8Array.of(1, 0, 1, 0, 0, 0)
    const scores = Float64Array.of(0.9, 0.5, 0.5, 0.5, 0.1, 0.1)
    const figures = metrics.atCapacity(labels, scores, 1 / 3)
    expect(figures.flagged).toBe(2)
    expect(figures.recall).toBeCloseTo((1 + 1 / 3) / 2, 12)
    expect(figures.precision).toBeCloseTo((1 + 1 / 3) / 2, 12)
  })

  it('finds all when all can be followed up, and never less with more capacity', () => {
    fc.assert(
      fc.property(rows, ({ labels, scores }) => {
        const recalls = [0.1, 0.3, 0.7, 1].map(
          (share) => metrics.atCapacity(labels, scores, share).recall,
        )
        expect(recalls.at(-1)).toBeCloseTo(1, 12)
        expect(recalls).toEqual(recalls.toSorted((a, b) => a - b))
      }),
    )
  })
})

describe('rocCurve', () => {
  it('is thinned to points of its own with both ends kept and nearly the same area', () => {
    const drawn = drawCase(5, 4_000, 100_000)
    const [labels, scores] = [Uint8Array.from(drawn.labels), Float64Array.from(drawn.scores)]
    const full = metrics.rocCurve(labels, scores, Number.POSITIVE_INFINITY)
    const thin = metrics.rocCurve(labels, scores, 100)
    expect(thin.length).toBeLessThanOrEqual(100)
    expect(thin.length).toBeGreaterThan(80)
    expect(full).toEqual(expect.arrayContaining(thin))
    expect([thin[0], thin.at(-1)]).toEqual([full[0], full.at(-1)])
    const area = thin.slice(1).reduce((sum, p, i) => {
      const width = p.falsePositiveRate - thin[i]!.falsePositiveRate
      return sum + (width * (p.truePositiveRate + thin[i]!.truePositiveRate)) / 2
    }, 0)
    expect(Math.abs(area - metrics.auc(labels, scores))).toBeLessThan(0.002)
  })
})

describe('calibration', () => {
  it('keeps equal probabilities in one bin and counts every row once', () => {
    fc.assert(
      fc.property(rows, ({ labels, scores }) => {
        const bins = metrics.reliabilityBins(labels, scores, { bins: 4 })
        expect(bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(labels.length)
        bins.slice(1).forEach((bin, i) => {
          expect(bin.range.low).toBeGreaterThan(bins[i]!.range.high)
        })
      }),
    )
  })

  it('undoes a known distortion', () => {
    const drawn = drawCase(8, 20_000, 1_000)
    const labels = Uint8Array.from(drawn.labels)
    const before = metrics.recalibration(labels, Float64Array.from(drawn.probabilities))!
    const put = Float64Array.from(drawn.probabilities, (p) => {
      const logit = before.intercept + before.slope * Math.log(p / (1 - p))
      return 1 / (1 + Math.exp(-logit))
    })
    const after = metrics.recalibration(labels, put)!
    expect(after.slope).toBeCloseTo(1, 8)
    expect(after.intercept).toBeCloseTo(0, 8)
    expect(after.interceptAtSlopeOne).toBeCloseTo(0, 8)
  })

  it('has no line for one outcome, equal probabilities, or separated rows', () => {
    const labels = Uint8Array.of(0, 0, 1, 1)
    const half = new Float64Array(4).fill(0.5)
    expect(metrics.recalibration(Uint8Array.of(1, 1, 1, 1), half)).toBeNull()
    expect(metrics.recalibration(labels, half)).toBeNull()
    expect(metrics.recalibration(labels, Float64Array.of(0.1, 0.2, 0.6, 0.7))).toBeNull()
  })
})

describe('psi', () => {
  it('is 0 for proportional histograms and never negative', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        expect(
          metrics.psi(
            a,
            a.map((n) => 3 * n),
          ),
        ).toBeCloseTo(0, 12)
        expect(metrics.psi(a, b)).toBeGreaterThanOrEqual(0)
        expect(metrics.psi(a, b)).toBeCloseTo(metrics.psi(b, a), 12)
      }),
    )
  })

  it('is the sum of the published formula, with empty bins at a floor', () => {
    expect(metrics.psi([50, 50], [80, 20])).toBeCloseTo(0.3 * Math.log(1.6) - 0.3 * Math.log(0.4))
    expect(metrics.psi([50, 50], [100, 0])).toBeCloseTo(
      0.5 * Math.log(2) + (0.0001 - 0.5) * Math.log(0.0002),
    )
  })
})

describe('aucInterval', () => {
  const drawn = drawCase(21, 600, 50)
  const labels = Uint8Array.from(drawn.labels)
  const scores = Float64Array.from(drawn.scores)
  const own = Int32Array.from(labels, (_, row) => row)

  it('gives the same ends for the same seed and others for another', () => {
    const once = metrics.aucInterval({ labels, scores, patient: own })
    expect(metrics.aucInterval({ labels, scores, patient: own })).toEqual(once)
    expect(metrics.aucInterval({ labels, scores, patient: own }, { seed: 7 })).not.toEqual(once)
  })

  it('is about as wide as the formula of Hanley and McNeil where stays are independent', () => {
    const area = metrics.auc(labels, scores)
    const positives = labels.reduce((a, b) => a + b, 0)
    const negatives = labels.length - positives
    const q1 = area / (2 - area)
    const q2 = (2 * area ** 2) / (1 + area)
    const variance =
      (area * (1 - area) +
        (positives - 1) * (q1 - area ** 2) +
        (negatives - 1) * (q2 - area ** 2)) /
      (positives * negatives)
    const { low, high } = metrics.aucInterval({ labels, scores, patient: own })
    const ratio = (high - low) / (2 * 1.96 * Math.sqrt(variance))
    expect(ratio).toBeGreaterThan(0.85)
    expect(ratio).toBeLessThan(1.15)
    expect(low).toBeLessThan(area)
    expect(high).toBeGreaterThan(area)
  })

  it('is wider by the root of four where each patient has four equal stays', () => {
    const four = Array.from({ length: 4 * labels.length }, (_, row) => row % labels.length)
    const rows = {
      labels: Uint8Array.from(four, (row) => labels[row]!),
      scores: Float64Array.from(four, (row) => scores[row]!),
    }
    const patient = Int32Array.from(four)
    const alone = Int32Array.from(four, (_, row) => row)
    const byPatient = metrics.aucInterval({ ...rows, patient })
    const byStay = metrics.aucInterval({ ...rows, patient: alone })
    const ratio = (byPatient.high - byPatient.low) / (byStay.high - byStay.low)
    expect(ratio).toBeGreaterThan(1.7)
    expect(ratio).toBeLessThan(2.3)
  })
})

describe('thresholds and levels', () => {
  const labels = Uint8Array.of(0, 0, 1, 1, 0)
  const probabilities = Float64Array.of(0.1, 0.3, 0.3, 0.6, 0.7)

  it('flags the stays at or above the threshold', () => {
    const [row] = metrics.atThresholds(labels, probabilities, [0.3])
    expect(row).toMatchObject({ flagged: 4, sensitivity: 1, positivePredictiveValue: 0.5 })
    expect(row?.specificity).toBeCloseTo(1 / 3)
    expect(row?.negativePredictiveValue).toBe(1)
    expect(row?.netBenefit).toBeCloseTo((2 - 2 * (3 / 7)) / 5)
    expect(row?.netBenefitOfAll).toBeCloseTo((2 - 3 * (3 / 7)) / 5)
  })

  it('counts what happened at each level and has no rate without stays', () => {
    const rates = metrics.levelRates(labels, Uint8Array.of(0, 0, 0, 2, 2))
    expect(rates.map(({ level, rows, observedRate }) => [level, rows, observedRate])).toEqual([
      ['LOW', 3, 1 / 3],
      ['MEDIUM', 0, null],
      ['HIGH', 2, 0.5],
    ])
  })
})
