import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readTable } from '../../app/forest/read-table.ts'
import { TableError } from '../../app/forest/table-error.ts'
import { unitsOfRefused } from '../../app/validation/drifted-units.ts'

const folder = mkdtempSync(join(tmpdir(), 'units-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The error of reading rows `age,num_conditions`. */
async function refusedTable(rows: readonly string[]): Promise<TableError> {
  const path = join(folder, 'table.csv')
  const head =
    'patient_id,institution,gender,num_medications,recent_encounters,expired,readmitted,age,num_conditions'
  writeFileSync(path, [head, ...rows.map((row) => `p,dkfz,male,3,0,0,0,${row}`)].join('\n'))
  const error: unknown = await readTable(path).catch((reason) => reason)
  if (error instanceof TableError) return error
  throw new Error('the table was read')
}

describe('unitsOfRefused', () => {
  it("recognises adults' ages in months in what the reader refuses", async () => {
    expect(unitsOfRefused(await refusedTable(['780,3', '37,3', '912,4']))).toEqual({
      rule: 'drifted units',
      institution: null,
      column: 'age',
      detail:
        '2 rows have ages above 120, the first 780, which in months is 65 years; fix: give the age in whole years',
    })
  })

  it('says nothing where something else is wrong, or the ages are no months of a life', async () => {
    expect(unitsOfRefused(await refusedTable(['780,3', '40,-1']))).toBeUndefined()
    expect(unitsOfRefused(await refusedTable(['20000,3']))).toBeUndefined()
    expect(unitsOfRefused(await refusedTable(['old,3']))).toBeUndefined()
  })
})
