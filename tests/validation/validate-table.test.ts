import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { featureHistograms } from '../../app/forest/feature-histogram.ts'
import { readTable } from '../../app/forest/read-table.ts'
import type { ReadmissionTable } from '../../app/forest/readmission-table.ts'
import { validateTable } from '../../app/validation/validate-table.ts'
import { generatedTable } from '../bench/generated-table.ts'
import { readmissionCsv } from '../shared-data.ts'
import { bend, keep } from './bent-table.ts'
import { institutionsTable, type Population, population } from './generated-institutions.ts'

const histogramsOf = (table: ReadmissionTable) =>
  featureHistograms(
    table,
    Uint32Array.from({ length: table.rows }, (_, row) => row),
  )

/** Findings as `rule/institution/column`. */
const found = (
  table: ReadmissionTable,
  expected: Partial<Parameters<typeof validateTable>[1]> = {},
): string[] =>
  validateTable(table, { institutions: [], reference: null, ...expected }).map(
    ({ rule, institution, column }) => [rule, institution ?? '-', column ?? '-'].join('/'),
  )

const GENERAL: Population = {
  stays: 600,
  age: 62,
  conditions: 6,
  medications: 15,
  earlier: 0.6,
  readmitted: 0.12,
  seed: 1,
}
const three = institutionsTable([GENERAL, { ...GENERAL, seed: 2 }, { ...GENERAL, seed: 3 }])
const one = institutionsTable([GENERAL])
const reference = histogramsOf(three)

describe('validateTable', () => {
  it('finds nothing in generated tables, alone or against a model', () => {
    for (const spread of ['clustered', 'even'] as const) {
      expect(found(generatedTable(20_000, spread))).toEqual([])
    }
    expect(found(three, { institutions: ['A', 'b', 'c'], reference })).toEqual([])
  })

  it('finds nothing where institutions have other patients, whatever the mix', () => {
    fc.assert(
      fc.property(fc.array(population, { minLength: 1, maxLength: 4 }), (populations) => {
        const table = institutionsTable(populations)
        const rarest = validateTable(table, { institutions: [], reference: null }).filter(
          ({ rule }) => rule !== 'too few stays',
        )
        expect(rarest).toEqual([])
      }),
      { numRuns: 40 },
    )
  })

  it('tells no swap of children’s ages and counts, which are of one range', () => {
    const young = { stays: 300, medications: 10, earlier: 0.1, readmitted: 0.08 }
    const table = institutionsTable([
      { ...young, age: 9, conditions: 3, seed: 0 },
      { ...young, age: 8, conditions: 8, seed: -936909005 },
      { ...young, age: 9, conditions: 7, seed: -949800907 },
    ])
    expect(found(table)).toEqual([])
  })

  it('finds a column that is the label, at all institutions or at one', () => {
    const leak = (table: ReadmissionTable, at: string | null) =>
      bend(table, at, (_stay, readmitted) => ({ num_conditions: readmitted ? 9 : 4 }))
    expect(found(leak(three, null))).toContain('leaked label/-/num_conditions')
    expect(found(leak(three, 'b'))).toContain('leaked label/b/num_conditions')
    expect(found(leak(one, 'a'))).toContain('leaked label/-/num_conditions')
  })

  it('finds the readmission counted among the earlier stays, and says what to do', () => {
    const leaked = bend(three, null, ({ recent_encounters }, readmitted) => ({
      recent_encounters: recent_encounters + (readmitted ? 1 : 0),
    }))
    expect(validateTable(leaked, { institutions: [], reference: null })).toEqual([
      {
        rule: 'leaked label',
        institution: null,
        column: 'recent_encounters',
        detail: expect.stringMatching(
          /^recent_encounters alone tells who is readmitted: AUC 0\.\d{3} over 1800 stays, \d+\.\d % readmitted; allowed at most 0\.8; fix: count only what was known at discharge/,
        ),
      },
    ])
  })

  it('finds two swapped columns at any institution, against peers and against a model', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a', 'b', 'c'),
        fc.constantFrom(
          ['age', 'num_medications'] as const,
          ['age', 'num_conditions'] as const,
          ['num_conditions', 'num_medications'] as const,
          ['num_medications', 'recent_encounters'] as const,
        ),
        fc.boolean(),
        (institution, [first, second], isModel) => {
          const swapped = bend(three, institution, (stay) => ({
            [first]: stay[second],
            [second]: stay[first],
          }))
          const findings = found(swapped, { reference: isModel ? reference : null })
          expect(findings).toEqual([`swapped columns/${institution}/${first}`])
        },
      ),
      { numRuns: 24 },
    )
  })

  it('finds counts in the place of age even where there is nothing to compare with', () => {
    const swapped = bend(one, null, ({ age, num_conditions }) => ({
      age: num_conditions,
      num_conditions: age,
    }))
    expect(found(swapped)).toEqual(['swapped columns/a/age'])
  })

  it("finds children's ages in months, which the bounds let pass", () => {
    const children = institutionsTable([{ ...GENERAL, age: 8 }])
    const months = bend(children, null, ({ age }) => ({ age: Math.min(120, age * 12 + 6) }))
    expect(found(children)).toEqual([])
    expect(found(months)).toEqual(['drifted units/a/age'])
    const [{ detail } = { detail: '' }] = validateTable(months, {
      institutions: [],
      reference: null,
    })
    expect(detail).toMatch(/ of 600 stays are of patients above 105, .* look like months; fix: /)
  })

  it('finds ages in decades and in months against peers and against a model', () => {
    const young = institutionsTable([1, 2, 3].map((seed) => ({ ...GENERAL, age: 4, seed })))
    const months = bend(young, 'b', ({ age }) => ({ age: age * 12 }))
    const decades = bend(three, 'c', ({ age }) => ({ age: Math.floor(age / 10) }))
    for (const isModel of [false, true]) {
      const against = (table: ReadmissionTable) => (isModel ? histogramsOf(table) : null)
      expect(found(decades, { reference: against(three) })).toEqual(['drifted units/c/age'])
      expect(found(months, { reference: against(young) })).toEqual(['drifted units/b/age'])
    }
  })

  it('takes an institution that records ten times as much for what it is', () => {
    const thorough = bend(three, 'a', ({ num_medications }) => ({
      num_medications: Math.min(200, num_medications * 10),
    }))
    expect(found(thorough)).toEqual([])
  })

  it('finds institutions that sent nothing, naming those nobody expects', () => {
    const [finding] = validateTable(three, { institutions: ['a', 'b', 'c', 'ukhd'], reference })
    expect(finding).toMatchObject({ rule: 'empty institution', institution: 'ukhd', column: null })
    const [typo] = validateTable(three, { institutions: ['A', 'B', 'ukhd'], reference })
    expect(typo?.detail).toMatch(/^no stays to learn from, .* but the table has c; fix: /)
  })

  it('finds a column that was never filled', () => {
    const empty = bend(three, 'b', () => ({ num_medications: 0 }))
    expect(found(empty)).toContain('empty institution/b/num_medications')
  })

  it('finds too few stays, and too few of an outcome', () => {
    expect(found(keep(three, (name, row) => name !== 'b' || row % 10 === 0))).toEqual([
      'too few stays/b/-',
    ])
    const nobody = { ...one, readmitted: new Uint8Array(one.rows) }
    const [finding] = validateTable(nobody, { institutions: [], reference: null })
    expect(finding?.detail).toBe(
      '0 of 600 stays readmitted, allowed at least 10 of each outcome; fix: extract a longer time, or leave it out',
    )
  })

  const csv = readmissionCsv()
  it.skipIf(!csv)('finds nothing in the public table, and every fault planted there', async () => {
    const table = await readTable(csv ?? '')
    const institutions = ['dkfz', 'ukhd', 'embl']
    const against = { institutions, reference: histogramsOf(table) }
    expect(found(table, { institutions })).toEqual([])
    expect(found(table, against)).toEqual([])
    const leaked = bend(table, null, ({ recent_encounters }, readmitted) => ({
      recent_encounters: recent_encounters + (readmitted ? 1 : 0),
    }))
    expect(found(leaked, against)).toEqual(['leaked label/-/recent_encounters'])
    const swapped = bend(table, 'embl', ({ num_conditions, num_medications }) => ({
      num_conditions: num_medications,
      num_medications: num_conditions,
    }))
    const decades = bend(table, 'embl', ({ age }) => ({ age: Math.floor(age / 10) }))
    for (const options of [{ institutions }, against]) {
      expect(found(swapped, options)).toEqual(['swapped columns/embl/num_conditions'])
      expect(found(decades, options)).toEqual(['drifted units/embl/age'])
    }
    expect(
      found(
        keep(table, (name) => name !== 'embl'),
        against,
      ),
    ).toEqual(['empty institution/embl/-'])
  })
})
