import { expect, it } from 'vitest'
import { tableFromRows } from '../../app/forest/table-from-rows.ts'
import { syntheticStays } from './synthetic-table.ts'

const [stay, other] = syntheticStays(2)

it('makes columns of stays and keeps no patient id', () => {
  const table = tableFromRows([
    { ...stay!, patient: 'secret' },
    { ...other!, patient: 'secret' },
  ])
  expect(table).toMatchObject({ rows: 2, patients: 1 })
  expect(JSON.stringify(table)).not.toContain('secret')
})

it('leaves out stays of unknown gender and counts them', () => {
  const table = tableFromRows([stay!, { ...other!, gender_encoded: null }])
  expect(table.rows).toBe(1)
  expect(table.dropped.genderUnknown).toBe(1)
})

it('refuses values out of bounds by position and reason', () => {
  const stays = [stay!, { ...stay!, age: 121 }, { ...stay!, num_conditions: 1.5 }]
  expect(() => tableFromRows(stays)).toThrow(
    'stored stays: 2 bad rows; correct or remove them:\n' +
      '  line 2, age: got "121", allowed whole numbers 0 to 120\n' +
      '  line 3, num_conditions: got "1.5", allowed whole numbers 0 to 200',
  )
})

it('refuses to make a table of nothing', () => {
  expect(() => tableFromRows([])).toThrow('no rows to learn from')
})
