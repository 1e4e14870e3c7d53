import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { calibrate, correctPrior, fitCalibration } from '../../app/forest/calibration.ts'
import { fitIsotonic, interpolate, poolViolators } from '../../app/forest/isotonic.ts'
import { RandomSource } from '../../app/forest/random-source.ts'

/** Stays whose true probability is a function of the score. */
function stays(count: number, truth: (score: number) => number) {
  const random = new RandomSource(5, 0)
  const scores = Float64Array.from({ length: count }, () => random.below(1e6) / 1e6)
  const isReadmitted = (score: number): number => (random.below(1e6) / 1e6 < truth(score) ? 1 : 0)
  const labels = Uint8Array.from(scores, isReadmitted)
  return { scores, labels, fold: Uint8Array.from({ length: count }, (_, row) => row % 5) }
}

describe('prior correction', () => {
  it('turns even odds into the prevalence and keeps certainty', () => {
    expect(correctPrior(0.5, 0.113)).toBeCloseTo(0.113, 12)
    expect(correctPrior(0, 0.113)).toBe(0)
    expect(correctPrior(1, 0.113)).toBe(1)
  })

  it('is chosen where it is right', () => {
    const calibration = fitCalibration(
      stays(20_000, (score) => correctPrior(score, 0.2)),
      0.2,
    )
    expect(calibration.method).toBe('prior')
    expect(calibration.evidence.stays).toBe(20_000)
  })
})

describe('isotonic calibration', () => {
  it('is chosen where the prior correction is wrong, and finds the truth', () => {
    const calibration = fitCalibration(
      stays(40_000, (score) => 0.05 + 0.3 * score ** 2),
      0.15,
    )
    expect(calibration.method).toBe('isotonic')
    for (const score of [0.2, 0.5, 0.8]) {
      expect(calibrate(calibration, score)).toBeCloseTo(0.05 + 0.3 * score ** 2, 1)
    }
    expect(calibrate(calibration, 0.5, 'prior')).toBeCloseTo(0.15, 12)
  })

  it('is not fitted on too few stays', () => {
    const { scores, labels, fold } = stays(900, (score) => score)
    expect(fitIsotonic(scores, labels)).toBeUndefined()
    expect(fitCalibration({ scores, labels, fold }, 0.5)).toMatchObject({
      method: 'prior',
      isotonic: null,
    })
  })

  it('keeps the mean of what was observed', () => {
    const { scores, labels } = stays(20_000, (score) => 0.1 + 0.5 * score)
    const curve = fitIsotonic(scores, labels)!
    const mean = scores.reduce((sum, score) => sum + interpolate(curve, score), 0) / scores.length
    const observed = labels.reduce((sum, label) => sum + label, 0) / labels.length
    expect(mean).toBeCloseTo(observed, 2)
  })

  it('rises and stays between its ends at every score', () => {
    const { scores, labels } = stays(5000, (score) => Math.abs(score - 0.5))
    const curve = fitIsotonic(scores, labels)!
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (a, b) => {
          const [low, high] = [
            interpolate(curve, Math.min(a, b)),
            interpolate(curve, Math.max(a, b)),
          ]
          expect(low).toBeLessThanOrEqual(high)
          expect(low).toBeGreaterThanOrEqual(0)
          expect(high).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

describe('pooling of violators', () => {
  const block = fc.record({
    weight: fc.integer({ min: 1, max: 9 }),
    score: fc.constant<number>(0.5),
    rate: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
  })

  it('gives rising blocks that keep weight and sum', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1 }), (blocks) => {
        const pooled = poolViolators(blocks)
        const rates = pooled.map(({ rate }) => rate)
        expect(rates).toEqual(rates.toSorted((a, b) => a - b))
        const total = (of: typeof blocks) => of.reduce((sum, b) => sum + b.weight * b.rate, 0)
        expect(total(pooled)).toBeCloseTo(total(blocks), 9)
      }),
    )
  })

  it('equals the max-min formula of isotonic regression', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 12 }), (blocks) => {
        const pooled = poolViolators(blocks)
        const mean = (from: number, to: number): number => {
          const part = blocks.slice(from, to + 1)
          const weight = part.reduce((sum, b) => sum + b.weight, 0)
          return part.reduce((sum, b) => sum + b.weight * b.rate, 0) / weight
        }
        const indexes = [...blocks.keys()]
        const fitted = indexes.map((i) =>
          Math.max(
            ...indexes
              .slice(0, i + 1)
              .map((a) => Math.min(...indexes.slice(i).map((b) => mean(a, b)))),
          ),
        )
        const edges = pooled.flatMap(({ weight, rate }) => Array(weight).fill(rate) as number[])
        let position = 0
        blocks.forEach(({ weight }, i) => {
          expect(edges[position]).toBeCloseTo(fitted[i] ?? -1, 9)
          position += weight
        })
      }),
    )
  })
})
