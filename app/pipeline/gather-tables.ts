import { createReadStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { CsvError, type Parser, parse } from 'csv-parse'
import { TABLE_COLUMNS } from '../forest/read-table.ts'
import { TableError } from '../forest/table-error.ts'

/** Tables to put together. */
export interface GatherTablesOptions {
  /** CSV files, in the order their rows are to come. */
  readonly files: readonly string[]
  /** Table to write; it appears whole or not at all. */
  readonly output: string
  /** Our column to the files', where they call it otherwise. */
  readonly columns: Readonly<Partial<Record<(typeof TABLE_COLUMNS)[number], string>>>
  readonly signal?: AbortSignal | undefined
}

const BATCH_CHARACTERS = 1 << 20

/**
 * Writes one table with the columns of TABLE_COLUMNS from any number of files with these columns,
 * under these or other names and in any order. Values pass through as they are; reading the
 * table judges them. Returns the number of rows.
 *
 * @throws TableError for a file without one of the columns, or that is no CSV
 */
export async function gatherTables(options: GatherTablesOptions): Promise<number> {
  const { files, output, columns, signal } = options
  const partial = `${output}.partial`
  const file = await open(partial, 'w')
  let rows = 0
  try {
    let batch = `${TABLE_COLUMNS.join()}\n`
    for (const path of files) {
      for await (const row of rowsOf(path, columns, signal)) {
        batch += row
        rows++
        if (batch.length < BATCH_CHARACTERS) continue
        await file.write(batch)
        batch = ''
      }
    }
    await file.write(batch)
    await file.close()
    await rename(partial, output)
    return rows
  } catch (error) {
    await file.close()
    await rm(partial, { force: true })
    throw error
  }
}

async function* rowsOf(
  path: string,
  columns: GatherTablesOptions['columns'],
  signal: AbortSignal | undefined,
): AsyncGenerator<string> {
  const stream = createReadStream(path, signal && { signal })
  const parser = stream.pipe(parse({ bom: true, skip_empty_lines: true, trim: true }))
  stream.on('error', (error) => parser.destroy(error))
  let positions: number[] | undefined
  try {
    for await (const record of parser as Parser & AsyncIterable<string[]>) {
      if (positions === undefined) positions = positionsIn(path, record, columns)
      else yield `${positions.map((position) => quoted(record[position] ?? '')).join()}\n`
    }
  } catch (error) {
    // The parser's own words quote the row.
    if (error instanceof CsvError) throw new TableError(`${path}: ${error.code}`)
    throw error
  }
  if (positions === undefined) throw new TableError(`${path}: the file is empty`)
}

function positionsIn(
  path: string,
  header: readonly string[],
  columns: GatherTablesOptions['columns'],
): number[] {
  const wanted = TABLE_COLUMNS.map((column) => columns[column] ?? column)
  const missing = wanted.filter((name) => !header.includes(name))
  if (missing.length > 0) {
    throw new TableError(
      `${path}: missing columns ${missing.join(', ')}; found ${header.join(', ')}. ` +
        'Where they have other names, say so in params.yaml (data.columns)',
      { missingColumns: missing },
    )
  }
  const twice = wanted.filter((name) => header.indexOf(name) !== header.lastIndexOf(name))
  if (twice.length > 0) throw new TableError(`${path}: columns given twice: ${twice.join(', ')}`)
  return wanted.map((name) => header.indexOf(name))
}

const quoted = (value: string): string =>
  /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
