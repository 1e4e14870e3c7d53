import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { ExtractError } from '../../app/features/extract-error.ts'
import { type ExtractOptions, extractFeatures } from '../../app/features/extract-features.ts'
import { CONDITION, ENCOUNTER, MEDICATION_REQUEST, PATIENT } from '../fhir/records.ts'
import { HEADER } from './oracle.ts'

const folder = mkdtempSync(join(tmpdir(), 'extract-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const RECORDS = [PATIENT, ENCOUNTER, CONDITION, MEDICATION_REQUEST]
const ROW = 'p1,dkfz,69,female,1,0,0,0,0'
const output = join(folder, 'table.csv')

/** Writes a file of records, or of text as it is. */
function file(name: string, content: readonly object[] | string | Buffer): string {
  const path = join(folder, name)
  const text =
    typeof content === 'string' || Buffer.isBuffer(content)
      ? content
      : content.map((record) => JSON.stringify(record)).join('\n')
  writeFileSync(path, text)
  return path
}

const run = (files: readonly string[], options: Partial<ExtractOptions> = {}) =>
  extractFeatures({
    sources: [{ institution: 'dkfz', files, extractEnd: '2021-01-01' }],
    output,
    temporary: folder,
    ...options,
  })

const table = (): string[] => readFileSync(output, 'utf8').trimEnd().split('\n')

/** The message of the ExtractError that a run ends in, the folder's name left out. */
async function refusal(promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.catch((reason) => reason)
  if (!(error instanceof ExtractError)) throw error
  return error.message.replaceAll(`${folder}/`, '')
}

describe('extractFeatures reads', () => {
  it('NDJSON, zipped or not, whatever the name of the file', async () => {
    const lines = RECORDS.map((record) => JSON.stringify(record)).join('\r\n')
    for (const path of [
      file("o'brien [1]*.ndjson", `\uFEFF${lines}\n\n`),
      file('extract.ndjson.gz', gzipSync(lines)),
    ]) {
      await run([path])
      expect(table()).toEqual([HEADER, ROW])
    }
  })

  it('Bundles and lists of resources, on one line or on many, zipped or not', async () => {
    const bundle = {
      resourceType: 'Bundle',
      type: 'collection',
      entry: RECORDS.map((resource) => ({ resource })),
    }
    for (const path of [
      file('bundle.json', JSON.stringify(bundle)),
      file('bundle.json', JSON.stringify(bundle, null, 2)),
      file('list.json', JSON.stringify(RECORDS)),
      file('bundle.json.gz', gzipSync(JSON.stringify(bundle, null, 2))),
    ]) {
      await run([path])
      expect(table()).toEqual([HEADER, ROW])
    }
  })

  it('of a record sent twice the last updated, else that of the last file', async () => {
    const updated = (lastUpdated: string, birthDate: string) => ({
      ...PATIENT,
      meta: { lastUpdated },
      birthDate,
    })
    const newer = updated('2020-05-01T01:00:00+02:00', '1940-06-15')
    const older = updated('2020-04-30T22:59:59Z', '1930-06-15')
    const first = file('1.ndjson', [newer, ENCOUNTER, ENCOUNTER])
    await run([first, file('2.ndjson', [older])])
    expect(table()[1]).toMatch(/^p1,dkfz,79,/)
    await run([first, file('2.ndjson', [{ ...newer, birthDate: '1935-01-01' }])])
    expect(table()).toHaveLength(2)
    expect(table()[1]).toMatch(/^p1,dkfz,85,/)
  })

  it('other types past, and elements of a wrong type as absent', async () => {
    const account = { resourceType: 'Account', id: 'x', type: {}, subject: [{}], period: 5 }
    const odd = { ...CONDITION, id: 'c2', code: 'flu', abatementDateTime: { a: 1 }, meta: [] }
    await run([file('mixed.ndjson', [account, ...RECORDS, odd])])
    expect(table()).toEqual([HEADER, ROW.replace('female,1', 'female,2')])
  })

  it('the same patient id of two institutions apart', async () => {
    const path = file('plain.ndjson', RECORDS)
    const report = await run([], {
      sources: ['dkfz', 'ukhd', 'embl'].map((institution) => ({
        institution,
        files: institution === 'embl' ? [file('none.ndjson', '')] : [path],
        extractEnd: '2021-01-01',
      })),
    })
    expect(report.byInstitution).toEqual({ dkfz: 1, ukhd: 1, embl: 0 })
    expect(table()).toEqual([HEADER, ROW, ROW.replace('dkfz', 'ukhd')])
  })
})

describe('extractFeatures refuses', () => {
  it('lines that are no FHIR resource, by file and line, and keeps the table there was', async () => {
    await run([file('good.ndjson', RECORDS)])
    const lines = RECORDS.map((record) => JSON.stringify(record))
    const cut = file('cut.ndjson', [...lines, '{"resourceType":"Patient","id":"secret'].join('\n'))
    const strange = file('strange.ndjson', [lines[0], '{"name":"secret"}', lines[1]].join('\n'))
    expect(await refusal(run([file('good.ndjson', RECORDS), cut]))).toBe(
      'cut.ndjson: line 5: no JSON; got 38 bytes that do not parse; allowed one FHIR resource a line; fix: export the file again',
    )
    expect(await refusal(run([strange]))).toBe(
      'strange.ndjson: line 2: no FHIR resource; got JSON without resourceType; allowed one FHIR resource a line; fix: export the file again',
    )
    expect(table()).toEqual([HEADER, ROW])
  })

  it('a line longer than any record', async () => {
    const long = file('long.ndjson', [{ ...PATIENT, text: { div: 'x'.repeat(40_000_000) } }])
    expect(await refusal(run([long]))).toBe(
      'long.ndjson: a line of more than 16 MB; allowed one FHIR resource a line; fix: export the file as NDJSON',
    )
  })

  it('files that are missing or no list of records', async () => {
    expect(await refusal(run([join(folder, 'absent.ndjson')]))).toBe(
      'absent.ndjson: no such file; fix: name files of FHIR NDJSON or Bundles',
    )
    const history = file('history.json', '{"resourceType":"Bundle","type":"history","entry":[]}')
    expect(await refusal(run([history]))).toMatch(/^history.json: Bundle.type: names no list/)
    const single = file('single.json', JSON.stringify(PATIENT, null, 2))
    expect(await refusal(run([single]))).toMatch(/^single.json: Body: must be a list; got a single/)
  })

  it('sources, limits and folders that cannot be', async () => {
    const path = file('good.ndjson', RECORDS)
    const source = { institution: 'dkfz', files: [path] }
    const refused = async (options: Partial<ExtractOptions>) => refusal(run([path], options))
    expect(await refused({ sources: [] })).toBe('sources: got none; fix: name an institution')
    expect(await refused({ sources: [source, source] })).toBe(
      'dkfz: given twice; fix: name all its files in one source',
    )
    expect(await refused({ sources: [{ ...source, files: [] }] })).toBe(
      'dkfz: got no files; fix: name its NDJSON files or Bundles',
    )
    expect(await refused({ sources: [{ ...source, extractEnd: 'soon' }] })).toBe(
      "dkfz: extractEnd: got 'soon', allowed a date as 2026-01-31",
    )
    expect(await refused({ sources: [{ ...source, institution: 'a b' }] })).toBe(
      'institution: got "a b", allowed 1 to 128 printable characters without spaces',
    )
    expect(await refused({ threads: 0 })).toBe('threads: got 0, allowed whole numbers from 1')
    expect(await refused({ memoryMegabytes: 10 })).toBe(
      'memoryMegabytes: got 10, allowed whole numbers from 256',
    )
    expect(await refused({ output: join(folder, 'none/table.csv') })).toBe(
      'output: no such folder: none',
    )
  })

  it('to go on when asked to stop, at any moment, and leaves nothing behind', async () => {
    const path = file('good.ndjson', RECORDS)
    const own = join(folder, 'aborted')
    mkdirSync(own)
    for (const [share, options] of [
      [0, {}],
      [0.1, {}],
      [0.9, {}],
    ] as const) {
      const controller = new AbortController()
      if (share === 0) controller.abort(new Error('enough'))
      const stopped = run([path], {
        ...options,
        output: join(own, 'table.csv'),
        temporary: own,
        signal: controller.signal,
        onProgress: (done) => {
          if (done >= share) controller.abort(new Error('enough'))
        },
      })
      await expect(stopped).rejects.toThrow('enough')
      expect(readdirSync(own)).toEqual([])
    }
  })
})
