import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readModel } from '../../app/forest/read-model.ts'
import { shippedEvaluation } from '../../app/serving/shipped-evaluation.ts'
import { SHIPPED_MODEL } from '../../app/serving/shipped-model.ts'
import { createUncertainty } from '../../app/serving/uncertainty.ts'

const model = readModel(readFileSync(SHIPPED_MODEL))

describe('the uncertainty of a probability', () => {
  it('is that of stays of similar probability, at the ends that of the nearest', async () => {
    const of = createUncertainty(model, await shippedEvaluation(model.sha256))
    expect(of(0.1)).toMatchObject({ basis: 'similar-probability', from: expect.any(Number) })
    const first = of(0)
    const last = of(0.99)
    expect(first?.from).toBeLessThan(0.02)
    expect(last?.to).toBeGreaterThan(0.4)
    expect(last?.interval.low).toBeGreaterThan(first?.interval.high ?? 1)
  })

  it('is wider where fewer stays are like it', async () => {
    const of = createUncertainty(model, await shippedEvaluation(model.sha256))
    const width = (probability: number) => {
      const { low = 0, high = 0 } = of(probability)?.interval ?? {}
      return high - low
    }
    expect(width(0.4)).toBeGreaterThan(2 * width(0.1))
  })

  it('is that of the level where nothing but the card is known', () => {
    const of = createUncertainty(model, undefined)
    expect(of(0.05)).toMatchObject({
      basis: 'same-level',
      from: 0,
      to: model.manifest.thresholds.medium,
      stays: 10_402,
      observed_rate: 0.086522,
    })
    expect(of(0.15)).toMatchObject({ stays: 3676 })
    expect(of(0.4)).toMatchObject({ stays: 1798, to: 1 })
  })
})
