import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createPredictor } from '../forest/predictor.ts'
import { readModelFile } from '../forest/read-model-file.ts'
import { FORMATS } from './formats.ts'
import { readRecords } from './read-records.ts'
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
  signal?: AbortSignal | undefined
  onProgress?: (fraction: number) => void
}

/** Records between two reports of progress. */
const REPORTED = 10_000

/**
 * Scores every stay of a CSV file. The table is read twice: once to find everything that is wrong
 * with it, so that a bad row is told before anything is written, once to score.
 *
 * @throws TableError naming missing columns or bad rows, ModelFileError for a bad model, AbortError
 */
export async function scoreFile(input: ScoreFileInput): Promise<void> {
  const { output, signal } = input
  const { model } = await readModelFile(input.model)
  await checkTable(input)
  const lines = () => scoredLines(input, createPredictor(model))
  if (output === undefined) {
    await pipeline(lines, process.stdout, { end: false, signal })
    return
  }
  const partial = `${output}.partial`
  try {
    await pipeline(lines, createWriteStream(partial), { signal })
    await rename(partial, output)
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  }
}

async function checkTable(input: ScoreFileInput): Promise<void> {
  const reader = stayReader(input.data)
  for await (const record of progressing(input, 0)) {
    reader.take(record)
    input.signal?.throwIfAborted()
  }
  reader.finish()
}

async function* scoredLines(
  input: ScoreFileInput,
  predictor: ReturnType<typeof createPredictor>,
): AsyncGenerator<string> {
  const format = FORMATS[input.format]
  const reader = stayReader(input.data)
  for await (const record of progressing(input, 0.5)) {
    const stay = reader.take(record)
    yield stay === undefined
      ? format.header(record.fields)
      : format.line(record.fields, reader.columns(), predictor.predict(stay))
  }
  // What was wrong would have been told before: the file changed in between.
  reader.finish()
}

/** The records of the table; tells how far reading is, which is half of the work from `start`. */
async function* progressing({ data, onProgress }: ScoreFileInput, start: 0 | 0.5) {
  const { size } = await stat(data)
  let records = 0
  for await (const record of readRecords(data)) {
    if (records++ % REPORTED === 0) onProgress?.(start + (record.bytes / size) * 0.5)
    yield record
  }
}
