import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FEATURE_BOUNDS } from '../../app/forest/features.ts'
import { STAY_COLUMNS, stayReader } from '../../app/scoring/stay-reader.ts'

const HEADER = { fields: ['ward', ...STAY_COLUMNS], line: 1 }
const STAY = {
  ward: 'A',
  age: '70',
  gender: 'female',
  conditions: '3',
  medications: '12',
  stays: '1',
}
const record = (changes: Partial<typeof STAY> = {}, line = 2) => ({
  fields: Object.values({ ...STAY, ...changes }),
  line,
})
const opened = () => {
  const reader = stayReader('ward.csv')
  reader.take(HEADER)
  return reader
}
const within = (column: 'age' | 'num_conditions' | 'num_medications' | 'recent_encounters') =>
  fc.integer(FEATURE_BOUNDS[column])

describe('stayReader', () => {
  it('reads every stay within the bounds, wherever its columns stand', () => {
    const stay = fc.record({
      age: within('age'),
      num_conditions: within('num_conditions'),
      num_medications: within('num_medications'),
      recent_encounters: within('recent_encounters'),
      gender: fc.constantFrom('male', 'female', 'diverse', ''),
    })
    const columns = fc.shuffledSubarray([...STAY_COLUMNS], { minLength: STAY_COLUMNS.length })
    fc.assert(
      fc.property(stay, columns, (given, order) => {
        const reader = stayReader('ward.csv')
        expect(reader.take({ fields: order, line: 1 })).toBeUndefined()
        const { gender, ...numbers } = given
        expect(reader.take({ fields: order.map((name) => String(given[name])), line: 2 })).toEqual({
          ...numbers,
          gender_encoded: { male: 1, female: 0, diverse: null, '': null }[gender],
        })
        reader.finish()
      }),
    )
  })

  it('takes spaces, capitals, and whole numbers with a decimal point', () => {
    const reader = stayReader('ward.csv')
    reader.take({ fields: HEADER.fields.map((name) => ` ${name} `), line: 1 })
    const stay = reader.take(record({ age: ' 70.0 ', gender: ' Male ' }))
    expect(stay).toMatchObject({ age: 70, gender_encoded: 1 })
  })

  it.each(['', '-1', '1e2', '0x10', '70.5', '121', '9999999999', 'NaN', 'seventy', '７０'])(
    'refuses "%s" as an age, by its line',
    (age) => {
      const reader = opened()
      expect(reader.take(record({ age }, 7))).toBeUndefined()
      expect(() => reader.finish()).toThrow(
        `ward.csv: 1 bad row; correct or remove them:\n  line 7, age: got "${age}", allowed whole numbers 0 to 120`,
      )
    },
  )

  it('tells all bad rows at once and counts those it does not list', () => {
    const reader = opened()
    for (let line = 2; line < 52; line++) reader.take(record({ stays: 'many' }, line))
    expect(() => reader.finish()).toThrow(/50 bad rows; .*the first 20:\n(.+\n){19}.+line 21, .+$/)
  })

  it('refuses rows of another length than the header', () => {
    const reader = opened()
    reader.take({ fields: ['A', '70'], line: 2 })
    expect(() => reader.finish()).toThrow('line 2, row: got "2 fields", allowed 6 fields')
  })

  it('names missing columns beside those it found, and an empty file', () => {
    expect(() => stayReader('ward.csv').take({ fields: ['age', 'sex'], line: 1 })).toThrow(
      'ward.csv: missing columns gender, num_conditions, num_medications, recent_encounters; found age, sex',
    )
    expect(() => stayReader('ward.csv').finish()).toThrow('ward.csv: the file is empty')
  })
})
