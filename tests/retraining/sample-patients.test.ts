import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FEATURES } from '../../app/forest/features.ts'
import { splitByPatient } from '../../app/forest/patient-split.ts'
import type { ReadmissionTable } from '../../app/forest/readmission-table.ts'
import { samplePatients } from '../../app/retraining/sample-patients.ts'
import { syntheticTable } from '../forest/synthetic-table.ts'

/** Rows of one side of the split as texts, in order. */
const rowsOf = (table: ReadmissionTable, side: 'train' | 'test'): string[] =>
  Array.from(splitByPatient(table)[side], (row) =>
    [
      table.patient[row],
      table.institution[row],
      table.readmitted[row],
      ...FEATURES.map((feature) => table.features[feature][row]),
    ].join(),
  )
const patientsOf = (rows: string[]): Set<string> => new Set(rows.map((row) => row.split(',')[0]!))

const sampled = fc
  .record({
    stays: fc.integer({ min: 1, max: 400 }),
    seed: fc.integer({ min: 1, max: 50 }),
    patients: fc.integer({ min: 1, max: 300 }),
  })
  .map(({ stays, seed, patients }) => ({ table: syntheticTable(stays, seed), patients }))

describe('samplePatients', () => {
  it('keeps every stay of every held-out patient, in order', () => {
    fc.assert(
      fc.property(sampled, ({ table, patients }) => {
        const sample = samplePatients(table, patients)
        expect(rowsOf(sample, 'test')).toEqual(rowsOf(table, 'test'))
      }),
    )
  })

  it('keeps as many others as asked for, or all there are, with all their stays', () => {
    fc.assert(
      fc.property(sampled, ({ table, patients }) => {
        const all = rowsOf(table, 'train')
        const sample = rowsOf(samplePatients(table, patients), 'train')
        const drawn = patientsOf(sample)
        expect(drawn.size).toBe(Math.min(patients, patientsOf(all).size))
        expect(sample).toEqual(all.filter((row) => drawn.has(row.split(',')[0]!)))
      }),
    )
  })

  it('draws the same patients each time, and others with another seed', () => {
    const table = syntheticTable(2000)
    const draw = (seed?: number) => [
      ...patientsOf(rowsOf(samplePatients(table, 200, seed), 'train')),
    ]
    expect(draw()).toEqual(draw())
    const shared = draw(7).filter((patient) => draw().includes(patient))
    expect(shared.length).toBeLessThan(100)
  })
})
