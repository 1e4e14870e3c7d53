import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitted, textWidth, wrapped } from '../../../rehearsal/picture/measure.ts'

describe('text that has to fit', () => {
  it('is left alone when it does', () => {
    expect(fitted('eu-central-1a', 200, 12)).toBe('eu-central-1a')
  })

  it('is cut with an ellipsis to the width, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 2, maxLength: 80 }),
        fc.integer({ min: 30, max: 300 }),
        (text, width) => {
          expect(textWidth(fitted(text, width, 12), 12)).toBeLessThanOrEqual(width)
        },
      ),
    )
  })

  it('is wrapped without losing a word or running over', () => {
    const word = fc.stringMatching(/^[a-z-]{1,12}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 30 }), (words) => {
        const lines = wrapped(
          words.map((text) => ({ text, bold: false })),
          150,
          12,
        )
        expect(lines.flat().map(({ text }) => text)).toEqual(words)
        for (const line of lines)
          expect(textWidth(line.map(({ text }) => text).join(' '), 12)).toBeLessThanOrEqual(155)
      }),
    )
  })

  it('goes on in the next line when a word alone is too wide', () => {
    const lines = wrapped(
      [{ text: 'api.staging.dataspace.hospital.example', bold: false }],
      120,
      12,
    )
    expect(lines.map(([word]) => word?.text)).toEqual([
      'api.staging.',
      'dataspace.hospital.',
      'example',
    ])
  })
})
