import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { geometricNoise, noiseRate } from '../../app/federation/geometric-noise.ts'
import { RandomSource } from '../../app/forest/random-source.ts'

const seeded = (seed: number) => {
  const random = new RandomSource(seed, 0)
  return (below: number) => random.below(below)
}

/** P(y) of the two-sided geometric distribution with ratio exp(-rate). */
const probability = (y: number, rate: number): number => {
  const ratio = Math.exp(-rate)
  return ((1 - ratio) / (1 + ratio)) * ratio ** Math.abs(y)
}

describe('geometric noise', () => {
  it.each([
    [1, 1],
    [0.5, 1],
    [1, 3],
    [2.5, 2],
  ])(
    'for epsilon %d and sensitivity %i falls by exp(-epsilon / sensitivity) a step',
    (epsilon, sensitivity) => {
      const rate = noiseRate(epsilon * 1e6, sensitivity)
      const uniform = seeded(7)
      const draws = 40_000
      const seen = new Map<number, number>()
      for (let draw = 0; draw < draws; draw++) {
        const y = geometricNoise(rate, uniform)
        seen.set(y, (seen.get(y) ?? 0) + 1)
      }
      // Pearson's chi-squared over the seven middle values: 24.3 is its 99.9 % quantile with 7 - 0 degrees.
      const chiSquared = [-3, -2, -1, 0, 1, 2, 3].reduce((sum, y) => {
        const expected = draws * probability(y, epsilon / sensitivity)
        return sum + ((seen.get(y) ?? 0) - expected) ** 2 / expected
      }, 0)
      expect(chiSquared).toBeLessThan(24.3)
    },
  )

  it('is whole numbers, and exact rates, for every epsilon in millionths', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 10_000, max: 10_000_000 }),
        fc.integer({ min: 1, max: 20 }),
        (micro, sensitivity) => {
          const { numerator, denominator } = noiseRate(micro, sensitivity)
          expect(numerator * 1_000_000 * sensitivity).toBe(denominator * micro)
          expect(Number.isSafeInteger(geometricNoise({ numerator, denominator }))).toBe(true)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('never gives minus nought a second chance: nought is as likely as the distribution says', () => {
    const uniform = seeded(3)
    const draws = 40_000
    const rate = noiseRate(3_000_000, 1)
    let noughts = 0
    for (let draw = 0; draw < draws; draw++) if (geometricNoise(rate, uniform) === 0) noughts++
    expect(noughts / draws).toBeCloseTo(probability(0, 3), 2)
  })
})
