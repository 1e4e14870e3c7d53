import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cappedStays } from '../../app/federation/capped-stays.ts'
import type { PrivateContract } from '../../app/federation/contract.ts'
import { countCells, GRID_CELLS, marginalsOf, privateGrid } from '../../app/federation/grid.ts'
import { sumGrids, withoutNegatives } from '../../app/federation/grid-forest.ts'
import { contractOf, institutionTable } from './network.ts'

const rowsOf = (rows: number) => Uint32Array.from({ length: rows }, (_, row) => row)
const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)

describe('what leaves an institution in private mode', () => {
  it('changes by at most the cap, in sum over all true counts, when one patient is taken out', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 299 }),
        fc.integer({ min: 0, max: 1000 }),
        (most, patient, seed) => {
          const table = institutionTable('ukhd', 300)
          const all = rowsOf(table.rows)
          const without = all.filter((row) => table.patient[row] !== patient)
          const [before, after] = [all, without].map((rows) =>
            countCells(table, cappedStays(table, rows, { most, seed })),
          )
          const change = (['negatives', 'positives'] as const).map((side) =>
            sum(before![side].map((count, cell) => Math.abs(count - after![side][cell]!))),
          )
          expect(sum(change)).toBeGreaterThan(0)
          expect(sum(change)).toBeLessThanOrEqual(most)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('has noise on every cell, empty ones included, and differs each time', () => {
    const contract = contractOf({ epsilon: 0.5, staysPerPatient: 1 }) as PrivateContract
    const table = institutionTable('ukhd', 300)
    const part = { table, rows: rowsOf(table.rows) }
    const exact = countCells(table, cappedStays(table, part.rows, { most: 1, seed: contract.seed }))
    const [one, other] = [privateGrid(part, contract), privateGrid(part, contract)]
    expect(one.negatives).toHaveLength(GRID_CELLS)
    expect(one).not.toEqual(other)
    const noise = one.negatives.map((count, cell) => count - exact.negatives[cell]!)
    const empty = noise.filter((_, cell) => exact.negatives[cell] === 0)
    expect(empty.filter((value) => value !== 0).length).toBeGreaterThan(empty.length / 2)
    // Variance of the two-sided geometric distribution for epsilon 0.5 is 7.8.
    expect(sum(noise.map((value) => value ** 2)) / noise.length).toBeGreaterThan(5)
  })
})

describe('counts', () => {
  it('sum up over institutions, cell by cell, and their margins to the same number of stays', () => {
    const grids = ['dkfz', 'ukhd'].map((institution) => {
      const table = institutionTable(institution, 200)
      return { stays: table.rows, grid: countCells(table, rowsOf(table.rows)) }
    })
    const summed = sumGrids(grids.map(({ grid }) => grid))
    const stays = sum(grids.map((one) => one.stays))
    expect(sum(summed.negatives) + sum(summed.positives)).toBe(stays)
    for (const margin of Object.values(marginalsOf(summed))) expect(sum(margin)).toBe(stays)
  })

  it('lose what is below nought and keep their sum', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 200 }), { minLength: 1 }), (counts) => {
        const cleaned = withoutNegatives(counts)
        expect(cleaned.every((count) => Number.isInteger(count) && count >= 0)).toBe(true)
        expect(sum(cleaned)).toBe(Math.max(0, sum(counts)))
      }),
    )
    expect(withoutNegatives([5, 0, 3])).toEqual([5, 0, 3])
    expect(withoutNegatives([4, -1, -15])).toEqual([0, 0, 0])
  })
})
