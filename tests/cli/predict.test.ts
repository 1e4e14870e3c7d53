import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, describe, expect, it } from 'vitest'
import { runCommand, startCommand } from './run-command.ts'

const MODEL = join(import.meta.dirname, '../../app/models/readmission.json')
const folder = mkdtempSync(join(tmpdir(), 'dataspace-predict-'))
const path = (name: string): string => join(folder, name)
const table = (name: string, text: string): string => {
  writeFileSync(path(name), text)
  return path(name)
}
const predict = (data: string, ...more: string[]) =>
  runCommand(['predict', '--model', MODEL, '--data', data, ...more])
const HEADER = 'note,age,gender,num_conditions,num_medications,recent_encounters'

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('dataspace predict', () => {
  it('keeps every column and quoted field, and adds four columns', async () => {
    const notes = ['plain', 'with, comma', 'with "quotes"', 'on two\nlines', '']
    const quoted = notes.map((note) => `"${note.replaceAll('"', '""')}",70,female,3,12,1`)
    const { code, stdout } = await predict(
      table('notes.csv', `${[HEADER, ...quoted].join('\n')}\n`),
    )
    expect(code).toBe(0)
    const [header, ...rows] = parse(stdout) as string[][]
    expect(header?.join()).toBe(`${HEADER},readmission_risk,probability,risk_level,confidence`)
    expect(rows.map(([note]) => note)).toEqual(notes)
    expect(new Set(rows.map(([, ...rest]) => rest.join())).size).toBe(1)
    expect(rows[0]?.slice(1, 6).join()).toBe('70,female,3,12,1')
  })

  it('gives one JSON object a stay with its contributions', async () => {
    const data = table('two.csv', `${HEADER}\r\na,70,female,3,12,1\r\nb,30,male,1,2,0\r\n`)
    const { code, stdout } = await predict(data, '--json')
    expect(code).toBe(0)
    const stays = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(stays.map(({ stay }) => stay.note)).toEqual(['a', 'b'])
    for (const { prediction } of stays) {
      expect(prediction.probability).toBeGreaterThan(0)
      expect(prediction.contributions).toHaveLength(5)
    }
  })

  it('replaces the output file only when all went well', async () => {
    const output = table('out.csv', 'before')
    const bad = table('bad.csv', `${HEADER}\na,70,female,3,12,1\nb,old,male,1,2,0\n`)
    expect((await predict(bad, '--output', output)).code).toBe(2)
    expect(readFileSync(output, 'utf8')).toBe('before')
    const good = table('good.csv', `${HEADER}\na,70,female,3,12,1\n`)
    expect(await predict(good, '--output', output)).toMatchObject({ code: 0, stdout: '' })
    expect(readFileSync(output, 'utf8')).toMatch(/^note,age/)
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([])
  })

  it.each([
    ['missing columns', 'age,gender\n70,male\n', 'missing columns num_conditions, num_medications'],
    ['an empty file', '', 'the file is empty'],
    [
      'bad values by the line their row starts on',
      `${HEADER}\n"on two\nlines",70,male,3,12,1\nb,70,male,-1,12,1\n`,
      'line 4, num_conditions: got "-1", allowed whole numbers 0 to',
    ],
    ['rows of another length', `${HEADER}\na,70\n`, 'line 2, row: got "2 fields"'],
    ['a quote that is never closed', `${HEADER}\n"a,70,male,3,12,1\n`, /Quote Not Closed/],
  ])('refuses %s with exit code 2 before it writes anything', async (_, text, told) => {
    const { code, stdout, stderr } = await predict(table('refused.csv', text))
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(told)
    expect(stderr).not.toMatch(/^ {4}at /m)
  })

  it('names a model or table that does not exist, or is a folder', async () => {
    expect(await predict(path('lost.csv'))).toMatchObject({
      code: 2,
      stderr: `No such file: ${path('lost.csv')}\n`,
    })
    const data = table('one.csv', `${HEADER}\na,70,female,3,12,1\n`)
    expect(await predict(data, '--model', path('lost.json'))).toMatchObject({
      code: 2,
      stderr: `No such file: ${path('lost.json')}\n`,
    })
    expect(await predict(folder)).toMatchObject({ code: 3, stdout: '' })
  })

  it('ends quietly when its reader has seen enough', async () => {
    const data = table('long.csv', `${HEADER}\n${'a,70,female,3,12,1\n'.repeat(20_000)}`)
    const { child, ended } = startCommand(['predict', '--model', MODEL, '--data', data])
    child.stdout?.once('data', () => child.stdout?.destroy())
    expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' })
  })
})
