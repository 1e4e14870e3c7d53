import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { similarStays } from '../../app/evaluation/metrics.ts'

const cases = fc.array(
  fc.record({ label: fc.nat(1), probability: fc.integer({ min: 0, max: 60 }).map((n) => n / 100) }),
  { minLength: 1, maxLength: 4000 },
)

describe('stays of similar probability', () => {
  it('hold every stay once, in order, and never fewer than 150 where there are as many', () => {
    fc.assert(
      fc.property(cases, (stays) => {
        const labels = Uint8Array.from(stays, ({ label }) => label)
        const bins = similarStays(
          labels,
          Float64Array.from(stays, ({ probability }) => probability),
        )
        const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
        expect(sum(bins.map(({ rows }) => rows))).toBe(stays.length)
        expect(sum(bins.map(({ positives }) => positives))).toBe(sum([...labels]))
        bins.forEach(({ rows, range, meanProbability, observedRate, interval }, index) => {
          expect(rows).toBeGreaterThanOrEqual(Math.min(150, stays.length))
          expect(meanProbability).toBeGreaterThanOrEqual(range.low - 1e-9)
          expect(meanProbability).toBeLessThanOrEqual(range.high + 1e-9)
          expect(interval.low).toBeLessThanOrEqual(observedRate)
          expect(interval.high).toBeGreaterThanOrEqual(observedRate)
          if (index > 0) expect(range.low).toBeGreaterThan(bins[index - 1]!.range.high)
        })
      }),
      { numRuns: 60 },
    )
  })

  it('are parted where probabilities are far apart, however many there are', () => {
    const low = Array.from({ length: 200 }, () => 0.05)
    const high = Array.from({ length: 200 }, () => 0.4)
    const bins = similarStays(new Uint8Array(400), Float64Array.from([...low, ...high]))
    expect(bins.map(({ rows, range }) => [rows, range.low, range.high])).toEqual([
      [200, 0.05, 0.05],
      [200, 0.4, 0.4],
    ])
  })
})
