import { cpSync, existsSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { listModels } from '../../app/store/model-versions.ts'
import { openStore } from '../../app/store/store.ts'
import { changed, makeRun, QUICK, type Run, sample } from './make-run.ts'

const SAMPLE = sample()

let run: Run
beforeEach(() => {
  run = makeRun()
})
afterEach(() => run.remove())

describe('dataspace pipeline run', () => {
  it('goes from a table to a candidate in the registry, a line of JSON a stage', async () => {
    cpSync(inject('emptyDataDir'), run.path('data'), { recursive: true })
    run.write('run/extract/stays.csv', SAMPLE)
    const { code, stdout, stderr } = await run.pipeline('run', '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map(({ stage }) => stage)).toEqual([
      'validate',
      'features',
      'train',
      'evaluate',
      'card',
      'register',
    ])
    const files = lines.flatMap(({ outputs }) => Object.values<string>(outputs))
    expect(files.filter((file) => !existsSync(file))).toEqual([])
    const { sha256 } = JSON.parse(run.read('run/registered.json'))
    expect(run.read('run/card.md')).toContain(sha256)
    expect(run.read('run/card.md')).toMatch(/\| institution dkfz \| \d+ \|/)
    const store = await openStore({ dataDir: run.path('data') })
    const kept = await listModels(store.db).finally(() => store.close())
    expect(kept).toMatchObject([{ sha256, source: 'pipeline', servingSince: null }])
  })

  it('writes the same bytes again, so that DVC has nothing to do', async () => {
    run.write('run/extract/stays.csv', SAMPLE)
    const files = ['validation.json', 'table.csv', 'model.json', 'evaluation.json', 'report.html']
    const bytes = (): string[] => [...files, 'card.md'].map((file) => run.read(`run/${file}`))
    await run.stages('validate', 'features', 'train', 'evaluate', 'card')
    const first = bytes()
    await run.stages('validate', 'features', 'train', 'evaluate', 'card')
    expect(bytes()).toEqual(first)
  })

  it('puts several tables together, under the names that params.yaml gives their columns', async () => {
    const [header = '', ...rows] = SAMPLE.trim().split('\n')
    const theirs = header.replace('num_conditions', 'diagnoses')
    run.write('run/extract/a.csv', `${[theirs, ...rows.slice(0, 3000)].join('\n')}\n`)
    run.write('run/extract/b.csv', `${[theirs, ...rows.slice(3000)].join('\n')}\n`)
    const missing = await run.pipeline('validate')
    expect(missing.code).toBe(2)
    expect(missing.stderr).toMatch(/missing columns num_conditions; .*data\.columns/)
    run.write('params.yaml', `${QUICK}data: {columns: {num_conditions: diagnoses}}\n`)
    await run.stages('validate', 'features')
    expect(run.read('run/table.csv')).toBe(SAMPLE)
  })
})

describe('dataspace pipeline validate', () => {
  it.each([
    [
      'a column that knows the outcome',
      changed(SAMPLE, ({ readmitted }) => (readmitted === '1' ? { num_conditions: 40 } : {})),
      /leaked label \(.*num_conditions\)/,
    ],
    [
      'age in months, at one institution',
      changed(SAMPLE, ({ institution }, row) =>
        // Of small children: of adults they are beyond the bounds.
        institution === 'dkfz' ? { age: 60 + (row % 61) } : {},
      ),
      /drifted units \(dkfz, age\)/,
    ],
    [
      'age in months, of adults',
      changed(SAMPLE, ({ age }) => ({ age: 12 * Number(age) })),
      /drifted units \(age\): \d+ rows have ages above 120/,
    ],
    [
      'swapped columns, at one institution',
      changed(SAMPLE, ({ institution, age, num_medications }) =>
        institution === 'ukhd' ? { age: num_medications ?? '', num_medications: age ?? '' } : {},
      ),
      /swapped columns \(ukhd/,
    ],
    [
      'an institution without stays',
      changed(SAMPLE, ({ institution }) => (institution === 'embl' ? { institution: 'dkfz' } : {})),
      /empty institution \(embl\)/,
    ],
  ])('refuses %s with exit code 1 and the reason', async (_, table, told) => {
    run.write('run/extract/stays.csv', table)
    const { code, stdout, stderr } = await run.pipeline('validate')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(told)
    expect(readdirSync(run.path('run'))).toEqual(['extract'])
    await expect(run.stages('features')).rejects.toThrow(told)
    expect(readdirSync(run.path('run'))).toEqual(['extract'])
  })

  it('tells a bad row by the line its sender knows, with exit code 2', async () => {
    run.write('run/extract/stays.csv', SAMPLE.replace(/^(p0,dkfz),\d+/m, '$1,old'))
    const { code, stderr } = await run.pipeline('validate')
    expect(code).toBe(2)
    expect(stderr).toContain('line 2, age: got "old", allowed whole numbers 0 to 120')
  })

  it.each([
    ['an empty extract', {}, /extract is empty; allowed \.csv tables/],
    ['a stray file', { 'stays.xlsx': 'x' }, /got stays\.xlsx, allowed/],
    ['an unknown institution', { 'gosh/a.ndjson': '{}' }, /no institution is called gosh/],
    ['both kinds', { 'a.csv': 'x', 'dkfz/a.ndjson': '{}' }, /keep one kind/],
  ])('refuses %s with exit code 2', async (_, files, told) => {
    run.write('run/extract/.keep', '')
    for (const [name, text] of Object.entries(files)) run.write(`run/extract/${name}`, text)
    const { code, stderr } = await run.pipeline('validate')
    expect(code).toBe(2)
    expect(stderr).toMatch(told)
  })

  it('gives the findings as JSON where asked', async () => {
    run.write(
      'run/extract/stays.csv',
      changed(SAMPLE, () => ({ institution: 'dkfz' })),
    )
    const { code, stderr } = await run.pipeline('validate', '--json')
    expect(code).toBe(1)
    expect(JSON.parse(stderr).findings).toEqual([
      expect.stringMatching(/^empty institution \(ukhd\): /),
      expect.stringMatching(/^empty institution \(embl\): /),
    ])
  })

  it('names every parameter that is wrong, with exit code 2', async () => {
    run.write('params.yaml', 'data: {columns: {aeg: x}}\nevaluate: {resamples: 5}\n')
    const { code, stderr } = await run.pipeline('validate')
    expect(code).toBe(2)
    expect(stderr).toMatch(/2 wrong parameter\(s\)[\s\S]*data\.columns[\s\S]*evaluate\.resamples/)
  })
})

describe('the stages', () => {
  it('refuse an evaluation of another model', async () => {
    run.write('run/extract/stays.csv', SAMPLE)
    await run.stages('features', 'train', 'evaluate')
    run.write('params.yaml', QUICK.replace('10', '11'))
    await run.stages('train')
    const { code, stderr } = await run.pipeline('card')
    expect(code).toBe(2)
    expect(stderr).toMatch(/evaluation\.json is of another model; run the stage evaluate again/)
  })

  it('registers nothing and says so where MLflow does not answer', async () => {
    run.write('run/extract/stays.csv', SAMPLE)
    await run.stages('features', 'train', 'evaluate', 'card')
    // Port 9 is discard's, and nobody listens there.
    const registering = run.stage('register', { MLFLOW_TRACKING_URI: 'http://127.0.0.1:9' })
    await expect(registering).rejects.toMatchObject({ name: 'TrackingUnavailable' })
    expect(existsSync(run.path('run/registered.json'))).toBe(false)
  })
})
