import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readModel } from '../../app/forest/read-model.ts'
import { TABLE_COLUMNS } from '../../app/forest/read-table.ts'
import { TableError } from '../../app/forest/table-error.ts'
import { trainFile } from '../../app/forest/train-file.ts'
import { trainModel } from '../../app/forest/train-model.ts'
import type { TrainingProgress } from '../../app/forest/training.ts'
import { syntheticStays, syntheticTable } from './synthetic-table.ts'

const folder = mkdtempSync(join(tmpdir(), 'training-'))
afterAll(() => rmSync(folder, { recursive: true }))

const settings = { trees: 5 }
const csv = join(folder, 'stays.csv')
const rows = syntheticStays(4000).map((stay) =>
  [
    stay.patient,
    stay.institution,
    stay.age,
    stay.gender_encoded === 1 ? 'male' : 'female',
    stay.num_conditions,
    stay.num_medications,
    stay.recent_encounters,
    0,
    stay.readmitted ? 1 : 0,
  ].join(),
)
writeFileSync(csv, [TABLE_COLUMNS.join(), ...rows].join('\n'))

describe('trainModel', () => {
  it('gives the same bytes from a file, from a table, and again', async () => {
    const [first, second] = await Promise.all([
      trainModel({ source: { csv }, settings }),
      trainModel({ source: { csv }, settings }),
    ])
    const third = await trainModel({ source: { table: syntheticTable(4000) }, settings })
    expect(Buffer.from(second.bytes).equals(first.bytes)).toBe(true)
    expect(Buffer.from(third.bytes).equals(first.bytes)).toBe(true)
    expect(readModel(first.bytes).manifest).toEqual(first.manifest)
  })

  it('gives other bytes for another seed', async () => {
    const train = (seed: number) => trainModel({ source: { csv }, settings: { ...settings, seed } })
    const [first, second] = await Promise.all([train(1), train(2)])
    expect(second.manifest.version).not.toBe(first.manifest.version)
    expect(Buffer.from(second.bytes).equals(first.bytes)).toBe(false)
  })

  it('moves the table to the worker instead of copying it', async () => {
    const table = syntheticTable(4000)
    const { bytes } = await trainModel({ source: { table }, settings })
    expect(table.features.age.byteLength).toBe(0)
    expect(bytes.byteLength).toBeGreaterThan(1000)
  })

  it('reports progress that only grows, through every stage', async () => {
    const seen: TrainingProgress[] = []
    await trainModel({ source: { csv }, settings, onProgress: (progress) => seen.push(progress) })
    const fractions = seen.map(({ fraction }) => fraction)
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual([
      'reading',
      'growing',
      'calibrating',
      'evaluating',
    ])
  })

  it('ends with AbortError when cancelled in the middle, and before the start', async () => {
    const controller = new AbortController()
    const seen: TrainingProgress[] = []
    const training = trainModel({
      source: { csv },
      settings: { trees: 1000 },
      signal: controller.signal,
      onProgress: (progress) => {
        seen.push(progress)
        if (progress.stage === 'growing') controller.abort()
      },
    })
    await expect(training).rejects.toMatchObject({ name: 'AbortError' })
    expect(seen.some(({ stage }) => stage === 'evaluating')).toBe(false)
    const { signal } = controller
    await expect(trainModel({ source: { csv }, signal })).rejects.toMatchObject({
      name: 'AbortError',
    })
  })

  it('says from the thread what is wrong with a table', async () => {
    const bad = join(folder, 'bad.csv')
    writeFileSync(bad, [TABLE_COLUMNS.join(), 'p,dkfz,old,male,1,1,0,0,0'].join('\n'))
    const error = await trainModel({ source: { csv: bad } }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(TableError)
    expect((error as TableError).problems).toEqual([
      { line: 2, column: 'age', got: 'old', allowed: 'whole numbers 0 to 120' },
    ])
  })

  it.each([
    ['a setting out of bounds', { trees: 0 }, 4000, 'forest settings: trees'],
    ['no bootstrap', { bootstrap: false }, 4000, 'calibration needs it'],
    ['too few stays to judge by', {}, 60, 'too few cases'],
  ])('refuses %s', async (_, change, count, message) => {
    const training = trainModel({
      source: { table: syntheticTable(count) },
      settings: { ...settings, ...change },
    })
    await expect(training).rejects.toThrow(RangeError)
    await expect(training).rejects.toThrow(message)
  })

  it('puts labels into the file, and no clock', async () => {
    const labels = { version: '2.0', owner: 'Clinic', provenance: { licence: 'internal' } }
    const { manifest } = await trainModel({ source: { csv }, settings, labels })
    expect(manifest).toMatchObject({ version: '2.0', created: null })
    expect(manifest.card).toMatchObject({
      owner: 'Clinic',
      data: { licence: 'internal', source: 'not stated' },
    })
  })
})

describe('trainFile', () => {
  it('writes the model and leaves nothing else behind', async () => {
    const output = join(folder, 'model.json')
    const { bytes } = await trainFile({ data: csv, output, settings })
    expect(readFileSync(output).equals(bytes)).toBe(true)
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('leaves the model that was there when training fails', async () => {
    const output = join(folder, 'kept.json')
    writeFileSync(output, 'old')
    const missing = join(folder, 'missing.csv')
    await expect(trainFile({ data: missing, output, settings })).rejects.toThrow('ENOENT')
    expect(readFileSync(output, 'utf8')).toBe('old')
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('refuses a folder that does not exist before it trains', async () => {
    const seen: TrainingProgress[] = []
    const output = join(folder, 'nowhere', 'model.json')
    const onProgress = (progress: TrainingProgress) => seen.push(progress)
    await expect(trainFile({ data: csv, output, settings, onProgress })).rejects.toThrow('ENOENT')
    expect(seen).toEqual([])
  })
})
