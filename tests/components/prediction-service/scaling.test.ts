import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { times } from '../../../components/prediction-service/scaling.ts'

describe('a quantity taken n times', () => {
  it('keeps its unit', () => {
    expect(times('250m', 24)).toBe('6000m')
    expect(times('0.1', 3)).toBe('0.3')
    expect(times('256Mi', 24)).toBe('6144Mi')
  })

  it('is the product, for any whole number and unit', () => {
    fc.assert(
      fc.property(fc.nat(1e6), fc.integer({ min: 1, max: 500 }), (number, n) => {
        expect(times(`${number}Mi`, n)).toBe(`${number * n}Mi`)
      }),
    )
  })
})
