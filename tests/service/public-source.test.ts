import { describe, expect, it } from 'vitest'
import type { LabelledStay } from '../../app/forest/table-from-rows.ts'
import { NoStays } from '../../app/retraining/no-stays.ts'
import { PUBLIC_TABLE } from '../../app/retraining/public-table.ts'
import { judgingSource, publicTraining } from '../../app/service/public-source.ts'

const OURS = { ownsShipped: true }
const PUBLIC = { name: 'public table', order: { csv: PUBLIC_TABLE } }

const stays = (count: number): LabelledStay[] =>
  Array.from({ length: count }, (_, n) => ({
    patient: `p-${n}`,
    institution: 'dkfz',
    readmitted: n % 2 === 0,
    age: 70,
    gender_encoded: 1,
    num_conditions: 3,
    num_medications: 3,
    recent_encounters: 0,
  }))
const stored = (count: number) => ({ name: 'stored patients', order: { stays: stays(count) } })
const none = () => Promise.reject(new NoStays('There is nothing to train on'))

describe('the public table', () => {
  it('is trained on while the model in service learned from it', () => {
    expect(publicTraining('shipped', OURS)).toEqual(PUBLIC)
    expect(publicTraining('public table', OURS)).toEqual(PUBLIC)
    expect(() => publicTraining('stored patients', OURS)).toThrow(/no measure for the model in/)
    expect(() => publicTraining('shipped', { ownsShipped: false })).toThrow(NoStays)
  })

  it('judges versions that learned from it where own patients are none or too few', async () => {
    const both = ['shipped', 'public table']
    expect(await judgingSource(none, both, OURS)).toEqual(PUBLIC)
    expect(await judgingSource(async () => stored(50), both, OURS)).toEqual(PUBLIC)
  })

  it('gives way to own patients as soon as they are enough', async () => {
    const found = await judgingSource(async () => stored(1000), ['shipped', 'public table'], OURS)
    expect(found.name).toBe('stored patients')
    const table = { name: 'table', order: { csv: 'stays.csv' } }
    expect(await judgingSource(async () => table, ['shipped'], OURS)).toBe(table)
  })

  it('never judges a model of own patients', async () => {
    const mixed = ['shipped', 'stored patients']
    await expect(judgingSource(none, mixed, OURS)).rejects.toThrow('There is nothing to train on')
    expect((await judgingSource(async () => stored(50), mixed, OURS)).name).toBe('stored patients')
  })
})
