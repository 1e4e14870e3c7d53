import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CsvScanner } from '../../app/forest/csv-scanner.ts'

function scan(text: string, chunk: number): string[][] {
  const records: string[][] = []
  const scanner = new CsvScanner((record) => {
    records.push(Array.from({ length: record.fields }, (_, index) => record.text(index)))
  })
  const bytes = Buffer.from(text)
  for (let i = 0; i < bytes.length; i += chunk) scanner.push(bytes.subarray(i, i + chunk))
  scanner.end()
  return records
}

const field = fc.string({ unit: fc.constantFrom('a', '7', 'é', ',', '"', '\n', ' '), maxLength: 5 })
const quote = (text: string): string =>
  /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1 })
const ending = fc.constantFrom('\n', '\r\n')

it('reads the records that csv-parse reads, however the bytes arrive', () => {
  fc.assert(
    fc.property(table, ending, fc.integer({ min: 1, max: 20 }), (rows, newline, chunk) => {
      const text = rows.map((row) => row.map(quote).join(',')).join(newline)
      const peer = parse(text, { relax_column_count: true, skip_empty_lines: true })
      expect(scan(text, chunk)).toEqual(peer)
      expect(scan(text, chunk)).toEqual(rows)
    }),
  )
})

it('counts lines inside quoted fields', () => {
  const lines: number[] = []
  const scanner = new CsvScanner((record) => lines.push(record.line))
  scanner.push(Buffer.from('a,b\n"x\ny",1\n\nz,2'))
  scanner.end()
  expect(lines).toEqual([1, 2, 5])
})

it.each([
  ['12', 12],
  ['"12"', 12],
  ['007', 7],
  ['', -1],
  ['1.0', -1],
  ['-1', -1],
  [' 1', -1],
  ['1e3', -1],
  ['1234567890', -1],
])('reads %j as the whole number %i', (text, number) => {
  const seen: number[] = []
  const scanner = new CsvScanner((record) => seen.push(record.wholeNumber(1)))
  scanner.push(Buffer.from(`x,${text}`))
  scanner.end()
  expect(seen).toEqual([number])
})

it('gives up on a record that never ends instead of keeping the file in memory', () => {
  const scanner = new CsvScanner(() => undefined)
  const chunk = Buffer.alloc(1 << 19, 'x')
  scanner.push(Buffer.from('a,b\n"'))
  scanner.push(chunk)
  expect(() => {
    scanner.push(chunk)
    scanner.push(chunk)
  }).toThrow('starts on line 2')
})
