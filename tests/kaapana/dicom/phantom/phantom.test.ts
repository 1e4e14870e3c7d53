import { describe, expect, it } from 'vitest'
import { headAt } from '../../../../kaapana/dicom/phantom/head.ts'
import { RECIPES, slicePixels } from '../../../../kaapana/dicom/phantom/phantom.ts'
import { thoraxAt } from '../../../../kaapana/dicom/phantom/thorax.ts'

describe('the thorax', () => {
  it.each([
    ['air outside', [-190, 0, 0.5], -1000],
    ['fat below the skin', [-166, 0, 0.5], -95],
    ['right lung', [-90, 5, 0.5], -830],
    ['left lung', [110, 20, 0.5], -830],
    ['heart, left of the middle', [26, -36, 0.7], 160],
    ['no heart at the apex', [26, -36, 0.1], 50],
    ['body of a vertebra', [0, 62, 0.5], 260],
    ['spinal canal', [0, 86, 0.5], 15],
    ['trachea above its parting', [0, -2, 0.2], -1000],
  ] as const)('has %s', (_, [x, y, depth], value) => {
    expect(thoraxAt(x, y, depth)).toBe(value)
  })
})

describe('the head', () => {
  it.each([
    ['air outside', [-90, 0, 0.5], 0],
    ['scalp', [-74 * 0.927, 0, 0.5], 1400],
    ['skull', [-65 * 0.927, 0, 0.5], 90],
    ['white matter', [-35, 25, 0.5], 860],
    ['fluid in the ventricles', [-9, 4, 0.5], 190],
    ['no ventricles near the top', [-9, 4, 1], 860],
    ['eyes', [-32, -66, 0], 190],
  ] as const)('has %s', (_, [x, y, depth], value) => {
    expect(headAt(x, y, depth)).toBe(value)
  })
})

describe('the stored values', () => {
  it('fit 12 bits and differ from slice to slice', () => {
    const all = [0, 1].map((slice) => slicePixels(RECIPES.ct, { slice, slices: 2, seed: 1 }))
    expect(Math.max(...all.map((pixels) => pixels.reduce((a, b) => Math.max(a, b))))).toBeLessThan(
      4096,
    )
    expect(all[0]).not.toEqual(all[1])
  })

  it('are Hounsfield units after rescaling, with noise around them', () => {
    const { size, intercept, spacing } = RECIPES.ct
    const pixels = slicePixels(RECIPES.ct, { slice: 10, slices: 21, seed: 3 })
    const middle = (size - 1) / 2
    const lung: number[] = []
    for (let row = 250; row < 260; row++)
      for (let column = 0; column < size; column++) {
        const [x, y] = [(column - middle) * spacing, (row - middle) * spacing]
        if (thoraxAt(x, y, 0.5) === -830) lung.push((pixels[row * size + column] ?? 0) + intercept)
      }
    const mean = lung.reduce((a, b) => a + b) / lung.length
    const deviation = Math.sqrt(lung.reduce((sum, v) => sum + (v - mean) ** 2, 0) / lung.length)
    expect(lung.length).toBeGreaterThan(1000)
    expect(mean).toBeCloseTo(-830, -1)
    expect(deviation).toBeGreaterThan(12)
    expect(deviation).toBeLessThan(16)
  })
})
