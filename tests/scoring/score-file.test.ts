import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { createPredictor } from '../../app/forest/predictor.ts'
import { readModelFile } from '../../app/forest/read-model-file.ts'
import { readRecords } from '../../app/scoring/read-records.ts'
import { type ScoreFileInput, scoreFile } from '../../app/scoring/score-file.ts'
import { SHIPPED_MODEL } from '../../app/service.ts'

const folder = mkdtempSync(join(tmpdir(), 'dataspace-scoring-'))
const data = join(folder, 'stays.csv')
const output = join(folder, 'scored')
const HEADER = 'note,age,gender,num_conditions,num_medications,recent_encounters'
const score = (text: string, more: Partial<ScoreFileInput> = {}): Promise<void> => {
  writeFileSync(data, text)
  return scoreFile({ model: SHIPPED_MODEL, data, output, format: 'csv', ...more })
}
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('scoreFile', () => {
  it('writes what the predictor says of each stay', async () => {
    const predictor = createPredictor((await readModelFile(SHIPPED_MODEL)).model)
    await score(`${HEADER}\na,70,female,3,12,1\nb,30,unknown,1,2,0\n`)
    const [, ...rows] = parse(readFileSync(output)) as string[][]
    const stays = [
      { age: 70, num_conditions: 3, num_medications: 12, recent_encounters: 1, gender_encoded: 0 },
      {
        age: 30,
        num_conditions: 1,
        num_medications: 2,
        recent_encounters: 0,
        gender_encoded: null,
      },
    ] as const
    expect(rows.map((row) => row.slice(6))).toEqual(
      stays.map((stay) => {
        const { score, probability, level, confidence } = predictor.predict(stay)
        return [score.toFixed(4), probability.toFixed(4), level, confidence.toFixed(4)]
      }),
    )
  })

  it('keeps any text in other columns as it is', async () => {
    const notes = fc.array(
      fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'ü') }),
    )
    await fc.assert(
      fc.asyncProperty(notes, async (texts) => {
        const quoted = texts.map((text) => `"${text.replaceAll('"', '""')}",70,male,1,1,1\n`)
        await score(`${HEADER}\n${quoted.join('')}`)
        const [, ...rows] = parse(readFileSync(output)) as string[][]
        expect(rows.map(([note]) => note)).toEqual(texts)
      }),
      { numRuns: 30 },
    )
  })

  it('reports progress up to the end, checking first and then scoring', async () => {
    const told: number[] = []
    const rows = 'a,70,male,1,1,1\n'.repeat(25_000)
    await score(`${HEADER}\n${rows}`, { onProgress: (fraction) => told.push(fraction) })
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(told.length).toBe(6)
    expect(told.at(-1)).toBeGreaterThan(0.8)
  })

  it('leaves the output as it was when it is stopped while it writes', async () => {
    await score(`${HEADER}\na,70,male,1,1,1\n`)
    const digest = () => createHash('sha256').update(readFileSync(output)).digest('hex')
    const before = digest()
    const controller = new AbortController()
    const onProgress = (fraction: number) => {
      if (fraction > 0.6) controller.abort()
    }
    const rows = 'a,70,male,1,1,1\n'.repeat(25_000)
    const stopped = score(`${HEADER}\n${rows}`, { onProgress, signal: controller.signal })
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' })
    expect(digest()).toBe(before)
    expect(readdirSync(folder).sort()).toEqual(['scored', 'stays.csv'])
  })

  it('says which file has which fault', async () => {
    const model = join(folder, 'model.json')
    writeFileSync(model, '{}')
    await expect(score(HEADER, { model, output: join(folder, 'none') })).rejects.toThrow(
      `model file ${model}: it does not end with its SHA-256; is it truncated?`,
    )
    rmSync(model)
    await expect(score(`${HEADER}\n"open`)).rejects.toMatchObject({
      name: 'TableError',
      message: expect.stringContaining(data),
    })
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })
})

describe('readRecords', () => {
  it('gives each record with the line it starts on', async () => {
    writeFileSync(data, '\uFEFFa,b\n1,"x\ny"\r\n\n"5\n6\n7",8\n9,10')
    const records = []
    for await (const { fields, line } of readRecords(data)) records.push([line, ...fields])
    expect(records).toEqual([
      [1, 'a', 'b'],
      [2, '1', 'x\ny'],
      [4, ''],
      [5, '5\n6\n7', '8'],
      [8, '9', '10'],
    ])
  })

  it('rejects with the system’s error where the file cannot be read', async () => {
    const read = async (file: string) => {
      for await (const _ of readRecords(file)) expect.unreachable()
    }
    await expect(read(join(folder, 'lost.csv'))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(read(folder)).rejects.toMatchObject({ code: 'EISDIR' })
  })
})
