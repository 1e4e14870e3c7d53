import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageOn, momentOf } from '../../app/fhir/dates.ts'

const DAY_MS = 86_400_000

describe('momentOf', () => {
  it.each([
    ['2020', '2020-01-01T00:00:00Z', '2020-01-01'],
    ['2020-03', '2020-03-01T00:00:00Z', '2020-03-01'],
    ['2020-03-29', '2020-03-29T00:00:00Z', '2020-03-29'],
    ['2020-03-29T00:30:00+02:00', '2020-03-28T22:30:00Z', '2020-03-29'],
    ['2020-03-29T23:30:00.5-11:00', '2020-03-30T10:30:00.500Z', '2020-03-29'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z', '2016-12-31'],
  ])('%s is the instant %s on the day %s', (text, instant, day) => {
    expect(momentOf(text)).toEqual({ instant: Date.parse(instant), day: Date.parse(day) / DAY_MS })
  })

  it('is undefined for whatever is no date', () => {
    for (const junk of ['', '20', '2020-1-1', '2020-01-01T', '2020-01-01Tnoon', 5, null, {}]) {
      expect(momentOf(junk)).toBeUndefined()
    }
  })
})

describe('ageOn', () => {
  it('grows by one on each birthday and never else', () => {
    const birth = fc.date({
      min: new Date('1890-01-01'),
      max: new Date('2000-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(birth, fc.integer({ min: 0, max: 40_000 }), (born, days) => {
        const birthDate = born.toISOString().slice(0, 10)
        const day = Math.floor(born.getTime() / DAY_MS) + days
        const date = new Date(day * DAY_MS).toISOString().slice(0, 10)
        const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4))
        const before = date.slice(5) < birthDate.slice(5)
        expect(ageOn(birthDate, day)).toBe(before ? years - 1 : years)
      }),
    )
  })
})
