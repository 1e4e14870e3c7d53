import { describe, expect, it } from 'vitest'
import { atLeast, atMost, type BenchRow, isMet } from './bench.ts'
import { median, quantile } from './quantile.ts'
import { type BenchResult, describeOutcome, markdownPage, textTable } from './report.ts'

const fast: BenchRow = { name: 'Fast', measured: 4, unit: 'ms', target: atMost(5) }
const slow: BenchRow = { name: 'Slow', measured: 7.5, unit: 'ms', target: atMost(5) }
const few: BenchRow = { name: 'Few', measured: 40, unit: 'x', target: atLeast(50) }
const context: BenchRow = { name: 'Context', measured: 1234.5, unit: 'requests/s' }

const result: BenchResult = {
  name: 'some',
  title: 'Some',
  date: '2026-11-23T05:00:00.000Z',
  version: 'abc1234',
  machine: ['2 × processor'],
  command: 'npm run bench -- some',
  seconds: 12.4,
  rows: [fast, slow, few, context],
}

describe('a row', () => {
  it('meets its target up to the bound itself', () => {
    expect([fast, slow, few, context].map(isMet)).toEqual([true, false, false, undefined])
    expect(isMet({ ...fast, measured: 5 })).toBe(true)
    expect(isMet({ ...few, measured: 50 })).toBe(true)
  })

  it('that could not be measured never meets a target', () => {
    expect(isMet({ ...fast, measured: Number.NaN })).toBe(false)
    expect(isMet({ ...few, measured: Number.NaN })).toBe(false)
  })

  it('says by how much it misses', () => {
    expect(describeOutcome(slow)).toBe('**missed by 2.5 ms (50 %)**')
    expect(describeOutcome(few)).toBe('**missed by 10 x (20 %)**')
    expect(describeOutcome({ ...fast, measured: 3, target: atMost(0) })).toBe('**missed by 3 ms**')
  })
})

describe('the page', () => {
  it('lists every miss above the tables', () => {
    const page = markdownPage([result])
    const summary = page.slice(page.indexOf('What falls short'), page.indexOf('## Some'))
    expect(summary).toContain('- Slow: 7.5 ms, target at most 5 ms')
    expect(summary).toContain('- Few: 40 x, target at least 50 x')
    expect(summary).not.toContain('Fast')
  })

  it('says so when nothing is missed', () => {
    expect(markdownPage([{ ...result, rows: [fast, context] }])).toContain('Every target is met.')
  })

  it('names command, time, source and machine', () => {
    const page = markdownPage([result])
    expect(page).toContain('`npm run bench -- some`, 2026-11-23 05:00 UTC, source abc1234, 12 s.')
    expect(page).toContain('- 2 × processor')
  })

  it('keeps a bar in a note from making a column', () => {
    expect(markdownPage([{ ...result, rows: [{ ...fast, notes: 'a | b' }] }])).toContain('a \\| b')
  })
})

it('prints rows in columns for a terminal', () => {
  expect(textTable([fast, slow])).toBe(
    [
      '      measured  target        met',
      'Fast  4 ms      at most 5 ms  yes',
      'Slow  7.5 ms    at most 5 ms  missed by 2.5 ms (50 %)',
    ].join('\n'),
  )
})

describe('quantiles', () => {
  it('are values that were measured, at the nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect(quantile(values, 0.99)).toBe(99)
    expect(quantile(values, 1)).toBe(100)
    expect(quantile([3], 0.5)).toBe(3)
    expect(quantile([], 0.5)).toBeNaN()
  })

  it('and the median is the mean of the middle two', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([3, 1, 2])).toBe(2)
    expect(median([])).toBeNaN()
  })
})
