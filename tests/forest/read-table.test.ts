import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { readTable, TABLE_COLUMNS } from '../../app/forest/read-table.ts'
import { TableError } from '../../app/forest/table-error.ts'
import { PUBLIC_CSV } from './public-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'table-'))
afterAll(() => rmSync(folder, { recursive: true }))

const HEADER = TABLE_COLUMNS.join(',')
const GOOD = 'p1,dkfz,65,male,3,4,1,0,1'
let files = 0

function file(...lines: string[]): string {
  const path = join(folder, `${files++}.csv`)
  writeFileSync(path, lines.join('\n'))
  return path
}

async function refusal(...lines: string[]): Promise<TableError> {
  const error = await readTable(file(...lines)).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(TableError)
  return error as TableError
}

describe('readTable', () => {
  it('reads a packed file as it is, and refuses one that is cut off', async () => {
    const lines = [HEADER, GOOD, 'p2,ukhd,40,female,1,2,0,0,0'].join('\n')
    const packed = gzipSync(lines)
    const path = join(folder, 'packed.csv.gz')
    writeFileSync(path, packed)
    expect(await readTable(path)).toEqual(await readTable(file(lines)))
    writeFileSync(path, packed.subarray(0, packed.length - 12))
    await expect(readTable(path)).rejects.toThrow(/cut off or damaged: .* pack it again/)
  })

  it('reads columns in any order, quoted or not, and ignores others', async () => {
    const table = await readTable(
      file(
        '\uFEFFreadmitted,"note",expired,recent_encounters,num_medications,num_conditions,gender,age,institution,patient_id\r',
        '1,"a, ""b""\nc",0,1,"4",3,"male",65,DKFZ,p1\r',
        '',
        '0,,0,0,0,0,female,0,ukhd,"p,2"\r',
      ),
    )
    expect(table).toMatchObject({
      rows: 2,
      patients: 2,
      institutions: ['dkfz', 'ukhd'],
      dropped: { expired: 0, genderUnknown: 0 },
    })
    expect([...table.features.age]).toEqual([65, 0])
    expect([...table.features.gender_encoded]).toEqual([1, 0])
    expect([...table.features.num_medications]).toEqual([4, 0])
    expect([...table.readmitted]).toEqual([1, 0])
  })

  it('leaves out patients who died and counts them', async () => {
    const table = await readTable(file(HEADER, GOOD, 'p2,dkfz,65,male,3,4,1,1,0'))
    expect(table.rows).toBe(1)
    expect(table.dropped.expired).toBe(1)
  })

  it('keeps the stays of one patient together', async () => {
    const table = await readTable(file(HEADER, GOOD, 'p2,ukhd,5,female,1,1,0,0,0', GOOD))
    expect([...table.patient]).toEqual([0, 1, 0])
  })

  it('names every missing column', async () => {
    const error = await refusal('patient_id,age,gender', 'p1,65,male')
    expect(error.missingColumns).toEqual([
      'institution',
      'num_conditions',
      'num_medications',
      'recent_encounters',
      'expired',
      'readmitted',
    ])
    expect(error.message).toContain('missing columns institution, num_conditions')
  })

  it.each([
    ['text in a number', 'p1,dkfz,old,male,3,4,1,0,1', 'age', 'old', 'whole numbers 0 to 120'],
    [
      'a fraction',
      'p1,dkfz,65,male,3.5,4,1,0,1',
      'num_conditions',
      '3.5',
      'whole numbers 0 to 200',
    ],
    [
      'a negative number',
      'p1,dkfz,65,male,3,-1,1,0,1',
      'num_medications',
      '-1',
      'whole numbers 0 to 200',
    ],
    [
      'too high a number',
      'p1,dkfz,65,male,3,4,366,0,1',
      'recent_encounters',
      '366',
      'whole numbers 0 to 365',
    ],
    ['an empty value', 'p1,dkfz,,male,3,4,1,0,1', 'age', '', 'whole numbers 0 to 120'],
    ['an unknown gender', 'p1,dkfz,65,other,3,4,1,0,1', 'gender', 'other', 'male or female'],
    ['a label of 2', 'p1,dkfz,65,male,3,4,1,0,2', 'readmitted', '2', '0 or 1'],
    ['an expired flag of no', 'p1,dkfz,65,male,3,4,1,no,1', 'expired', 'no', '0 or 1'],
    ['a missing field', 'p1,dkfz,65,male,3,4,1,0', 'row', '8 fields', '9 fields as in the header'],
    [
      'an empty patient',
      ',dkfz,65,male,3,4,1,0,1',
      'patient_id',
      '(not shown)',
      '1 to 128 printable characters',
    ],
  ])('refuses %s by line, column and reason', async (_, row, column, got, allowed) => {
    const error = await refusal(HEADER, GOOD, row)
    expect(error.problems).toEqual([{ line: 3, column, got, allowed }])
    expect(error.message).toContain(
      `line 3, ${column}: got ${JSON.stringify(got)}, allowed ${allowed}`,
    )
  })

  it('lists twenty bad rows at most and counts all', async () => {
    const bad = Array.from({ length: 50 }, () => 'p1,dkfz,x,y,3,4,1,0,1')
    const error = await refusal(HEADER, GOOD, ...bad)
    expect(error.badRows).toBe(50)
    expect(error.problems).toHaveLength(20)
    expect(error.problems[1]).toMatchObject({ line: 3, column: 'gender' })
    expect(error.message).toContain('50 bad rows')
  })

  it('refuses an empty file, a file of headers, and a quote that stays open', async () => {
    expect((await refusal('')).message).toContain('the file is empty')
    expect((await refusal(HEADER)).message).toContain('no rows to learn from')
    expect((await refusal(HEADER, '"p1,dkfz,65')).message).toContain('opened on line 2')
  })

  it('stops when asked to', async () => {
    const signal = AbortSignal.abort()
    await expect(readTable(file(HEADER, GOOD), { signal })).rejects.toThrow('aborted')
  })

  it.skipIf(PUBLIC_CSV === undefined)('reads the public table and reports progress', async () => {
    const seen: number[] = []
    const table = await readTable(PUBLIC_CSV ?? '', { onProgress: (share) => seen.push(share) })
    expect(table).toMatchObject({ rows: 79_337, dropped: { expired: 1957, genderUnknown: 0 } })
    expect(seen.at(-1)).toBe(1)
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
  })
})
