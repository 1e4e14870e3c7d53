import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTokenBuckets } from '../../app/http/token-bucket.ts'

describe('token buckets', () => {
  it('let a burst through, then say how long to wait', () => {
    let time = 0
    const buckets = createTokenBuckets({ perSecond: 2, burst: 3, now: () => time })
    expect([1, 2, 3].map(() => buckets.take('a'))).toEqual([0, 0, 0])
    expect(buckets.take('a')).toBe(0.5)
    time = 500
    expect(buckets.take('a')).toBe(0)
  })

  it('keep keys apart', () => {
    const buckets = createTokenBuckets({ perSecond: 1, burst: 1, now: () => 0 })
    buckets.take('a')
    expect(buckets.take('b')).toBe(0)
  })

  it('let more than a burst pass when the bucket is full, so that nothing waits for ever', () => {
    const buckets = createTokenBuckets({ perSecond: 10, burst: 10, now: () => 0 })
    expect(buckets.take('a', 25)).toBe(0)
    expect(buckets.take('a')).toBeCloseTo(1.6)
  })

  it('take nothing when they refuse or only look', () => {
    const buckets = createTokenBuckets({ perSecond: 1, burst: 1, now: () => 0 })
    buckets.take('a')
    for (let i = 0; i < 5; i++) expect(buckets.take('a')).toBe(1)
    expect(buckets.wait('a')).toBe(1)
    expect(buckets.wait('b')).toBe(0)
    expect(buckets.take('b')).toBe(0)
  })

  it('never let more through than burst plus rate times time', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 5 }))),
        (steps) => {
          let time = 0
          const buckets = createTokenBuckets({ perSecond: 10, burst: 5, now: () => time })
          let taken = 0
          for (const [pause, tokens] of steps) {
            time += pause
            if (buckets.take('a', tokens) === 0) taken += tokens
            expect(taken).toBeLessThanOrEqual(5 + (time / 1000) * 10 + 1e-6)
          }
        },
      ),
    )
  })
})
