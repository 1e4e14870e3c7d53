import { createReadStream } from 'node:fs'
import { CsvError, parse } from 'csv-parse'
import { TableError } from '../forest/table-error.ts'
import type { TableRecord } from './stay-reader.ts'

const PARSER = {
  relax_column_count: true,
  info: true,
  bom: true,
  // Else the first line's ending would be asked of all: edited tables mix them.
  record_delimiter: ['\r\n', '\n', '\r'],
}

/** A record as the parser gives it; `lines` counts those read so far, this record's included. */
interface Parsed {
  record: string[]
  info: { lines: number; bytes: number }
}

/**
 * The records of a CSV file one by one, with the line each starts on and the bytes read so far.
 *
 * @throws TableError where quotes do not match, the system's error where it cannot be read
 */
export async function* readRecords(
  file: string,
): AsyncGenerator<TableRecord & { bytes: number }, void> {
  const source = createReadStream(file)
  const parser = source.pipe(parse(PARSER))
  source.once('error', (error) => parser.destroy(error))
  let line = 1
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      yield { fields: record, line, bytes: info.bytes }
      line = info.lines + 1
    }
  } catch (error) {
    if (error instanceof CsvError) throw new TableError(`${file}: ${error.message}`)
    throw error
  } finally {
    source.destroy()
  }
}
