import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guardFormula, writeCsv } from '../../../app/console/src/pages/predict/batch/csv-text.ts'

describe('writing CSV', () => {
  it('is read back as the same cells, each guarded', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { minLength: 1 }),
        fc.constantFrom(',', ';', '\t'),
        (rows, separator) => {
          const back = parse(writeCsv(rows, separator), {
            bom: true,
            delimiter: separator,
            relax_column_count: true,
            record_delimiter: '\r\n',
          })
          expect(back).toEqual(rows.map((row) => row.map(guardFormula)))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('leaves no cell that a spreadsheet would calculate', () => {
    const start = fc.constantFrom('=', '+', '-', '@', '\t', '\r', ' =', '\n@')
    fc.assert(
      fc.property(start, fc.string(), (first, rest) => {
        expect(guardFormula(first + rest)).toBe(`'${first}${rest}`)
      }),
    )
    expect(writeCsv([['=1+1', 'P-1', -0.5, null]])).toBe("\uFEFF'=1+1,P-1,-0.5,\r\n")
  })
})
