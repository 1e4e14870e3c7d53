import { createReadStream, createWriteStream } from 'node:fs'
import { readFile, rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import { createPredictor } from '../forest/predictor.ts'
import { readModel } from '../forest/read-model.ts'
import { FORMATS } from './formats.ts'
import { stayReader } from './stay-reader.ts'

/** One run over a table of stays. */
export interface ScoreFileInput {
  /** Model file. */
  model: string
  /** CSV of stays, see stay-reader.ts. */
  data: string
  /** File to write, replaced only when all went well; standard output where undefined. */
  output: string | undefined
  format: keyof typeof FORMATS
  onProgress?: (fraction: number) => void
}

const PARSER = { columns: false, relax_column_count: true, info: true, bom: true } as const

/**
 * Scores every stay of a CSV file. The table is read twice: once to find everything that is wrong
 * with it, so that a bad row is told before anything is written, once to score.
 *
 * @throws TableError naming missing columns or bad rows, ModelFileError for a bad model
 */
export async function scoreFile(input: ScoreFileInput): Promise<void> {
  const { data, output, onProgress = () => {} } = input
  const predictor = createPredictor(await readModel(await readFile(input.model)))
  const { size } = await stat(data)
  const checked = stayReader(data)
  for await (const { record, info } of records(data))
    checked.take(record, info.lines, (info.bytes / size) * 0.5, onProgress)
  checked.finish()
  const format = FORMATS[input.format]
  const reader = stayReader(data)
  async function* lines(): AsyncGenerator<string> {
    for await (const { record, info } of records(data)) {
      const stay = reader.take(record, info.lines, 0.5 + (info.bytes / size) * 0.5, onProgress)
      yield stay === undefined
        ? format.header(record)
        : format.line(record, reader.columns(), predictor.predict(stay))
    }
  }
  if (output === undefined) {
    await pipeline(lines, process.stdout, { end: false })
    return
  }
  const partial = `${output}.partial`
  try {
    await pipeline(lines, createWriteStream(partial))
    await rename(partial, output)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

const records = (
  file: string,
): AsyncIterable<{ record: string[]; info: { lines: number; bytes: number } }> =>
  createReadStream(file).pipe(parse(PARSER))
