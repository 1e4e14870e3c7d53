import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readModel } from '../../app/forest/read-model.ts'
import { until } from '../until.ts'
import { runCommand, startCommand } from './run-command.ts'
import { HEADER, staysTable } from './stays-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'dataspace-train-'))
const path = (name: string): string => join(folder, name)
const write = (name: string, lines: string[]): string => {
  writeFileSync(path(name), `${lines.join('\n')}\n`)
  return path(name)
}
const ROW = 'p1,dkfz,70,male,3,12,1,0,0'

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('dataspace train', () => {
  let table: string
  beforeAll(() => {
    table = write('stays.csv', staysTable(3000))
  })

  it('writes a model that opens, the same bytes each time, and says how good it is', async () => {
    const options = ['--trees', '10', '--depth', '4', '--seed', '7']
    const first = await runCommand([
      'train',
      '--data',
      table,
      '--output',
      path('a.json'),
      ...options,
    ])
    expect(first).toMatchObject({ code: 0, stderr: '' })
    expect(first.stdout).toMatch(/AUC 0\.[67]\d\d \(95 % /)
    const { forest, sha256 } = readModel(readFileSync(path('a.json')))
    expect(forest.roots).toHaveLength(10)
    expect(first.stdout).toContain(sha256)
    const again = ['train', '--data', table, '--output', path('b.json'), ...options, '--json']
    const second = await runCommand(again)
    expect(JSON.parse(second.stdout)).toMatchObject({ sha256, output: path('b.json') })
    expect(JSON.parse(second.stdout).metrics.auc).toBeGreaterThan(0.6)
    expect(readFileSync(path('b.json')).equals(readFileSync(path('a.json')))).toBe(true)
  })

  it.each([
    [
      'columns that are missing',
      ['patient_id,age', 'p1,70'],
      'missing columns institution, gender',
    ],
    [
      'bad rows, each by its line',
      [HEADER, ROW, 'p2,dkfz,old,male,3,12,1,0,0', ROW, 'p4,dkfz,70,other,3,12,999,0,0'],
      /2 bad rows.*\n {2}line 3, age: got "old", allowed whole numbers 0 to 120\n {2}line 5, /,
    ],
    ['a row with a field too few', [HEADER, 'p1,dkfz,70'], 'line 2, row: got "3 fields"'],
    ['an empty table', [HEADER], 'no rows to learn from'],
    ['a table without readmissions', [HEADER, ROW, ROW], /stays/],
  ])('refuses %s with exit code 2 and writes nothing', async (_, lines, told) => {
    const bad = write('bad.csv', lines)
    const { code, stdout, stderr } = await runCommand([
      'train',
      '--data',
      bad,
      '--output',
      path('x'),
    ])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(told)
    expect(stderr).not.toMatch(/^ {4}at /m)
    expect(readdirSync(folder).filter((name) => name.startsWith('x'))).toEqual([])
  })

  it('names a table or folder that does not exist, as JSON where asked, with exit code 2', async () => {
    const lost = await runCommand(['train', '--data', path('no.csv'), '--output', path('x')])
    expect(lost).toMatchObject({ code: 2, stderr: `No such file: ${path('no.csv')}\n` })
    const output = path('nowhere/model.json')
    const homeless = await runCommand(['train', '--data', table, '--output', output, '--json'])
    expect(homeless.code).toBe(2)
    expect(JSON.parse(homeless.stderr)).toEqual({ error: `No such folder: ${path('nowhere')}` })
  })

  it('refuses settings out of bounds with exit code 2', async () => {
    const args = ['train', '--data', table, '--output', path('x'), '--depth', '0']
    const { code, stderr } = await runCommand(args)
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('Depth') })
  })

  it('leaves the model that was there untouched when it is interrupted, with exit code 130', async () => {
    const output = write('kept.json', ['the model before'])
    const long = ['train', '--data', table, '--output', output, '--trees', '1000', '--leaf', '1']
    const { child, ended } = startCommand(long)
    const unfinished = () => readdirSync(folder).find((name) => name.startsWith('kept.json.'))
    await until('training has begun', unfinished)
    child.kill('SIGINT')
    const { code, stderr } = await ended
    expect({ code, stderr }).toEqual({ code: 130, stderr: 'Interrupted; nothing was written.\n' })
    expect(readFileSync(output, 'utf8')).toBe('the model before\n')
    expect(unfinished()).toBeUndefined()
  })

  it('ends quietly when nobody reads its output any more', async () => {
    const args = ['train', '--data', table, '--output', path('pipe.json'), '--trees', '5']
    const { child, ended } = startCommand(args)
    child.stdout?.destroy()
    expect(await ended).toMatchObject({ code: 0, stderr: '' })
    expect(existsSync(path('pipe.json'))).toBe(true)
  })
})

describe('dataspace evaluate', () => {
  let evaluate: (...more: string[]) => ReturnType<typeof runCommand>
  beforeAll(async () => {
    const table = write('evaluated.csv', staysTable(3000))
    const model = path('evaluated.json')
    await runCommand(['train', '--data', table, '--output', model, '--trees', '20'])
    evaluate = (...more) => {
      const given = ['--data', table, '--model', model, '--report', path('report.html')]
      return runCommand(['evaluate', ...given, ...more])
    }
  })

  it('writes the report and a summary with the baselines', async () => {
    const { code, stdout } = await evaluate()
    expect(code).toBe(0)
    expect(stdout).toMatch(/held-out stays, \d+ readmitted\nAUC 0\.\d{3}, average precision 0/)
    expect(stdout).toContain('threshold rule: AUC 0.')
    expect(readFileSync(path('report.html'), 'utf8')).toMatch(/^<!doctype html>[\s\S]+<svg/i)
  })

  it('gives the whole evaluation as JSON', async () => {
    const report = JSON.parse((await evaluate('--json')).stdout)
    expect(report.overall.rows).toBeGreaterThan(400)
    expect(report.subgroups.length).toBeGreaterThan(4)
    expect(report.baselines).toHaveLength(2)
  })

  it('refuses a damaged model by its name and fault with exit code 2', async () => {
    const bytes = readFileSync(path('evaluated.json'))
    const middle = bytes.length >> 1
    bytes[middle] = (bytes[middle] as number) ^ 1
    writeFileSync(path('flipped.json'), bytes)
    const { code, stderr } = await evaluate('--model', path('flipped.json'))
    expect(code).toBe(2)
    expect(stderr).toBe(
      `model file ${path('flipped.json')}: its content does not match its SHA-256; it was changed\n`,
    )
  })

  it('refuses a table with too few cases to judge on', async () => {
    const few = write('few.csv', [HEADER, ROW, ROW])
    const { code, stderr } = await evaluate('--data', few)
    expect(code).toBe(2)
    expect(stderr).not.toMatch(/^ {4}at /m)
  })
})
