import { createReadStream, type ReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createGunzip, type Gunzip } from 'node:zlib'
import { CsvScanner } from './csv-scanner.ts'
import { FEATURE_BOUNDS, FEATURES, type Feature } from './features.ts'
import type { ReadmissionTable } from './readmission-table.ts'
import { TableBuilder } from './table-builder.ts'
import { ProblemList, TableError } from './table-error.ts'

/** Columns a training table must have; others are ignored. The order in the file is free. */
export const TABLE_COLUMNS = [
  'patient_id',
  'institution',
  'age',
  'gender',
  'num_conditions',
  'num_medications',
  'recent_encounters',
  'expired',
  'readmitted',
] as const

type Column = (typeof TABLE_COLUMNS)[number]

const ID_PATTERN = /^[\x20-\x7e]{1,128}$/
const CHUNK_BYTES = 1 << 20

/** What reading a table takes besides its path. */
export interface ReadOptions {
  /** Called after each mebibyte with the share of the file that has been read, 0 to 1. */
  onProgress?: ((fraction: number) => void) | undefined
  /** Ends the reading with the signal's reason. */
  signal?: AbortSignal | undefined
}

/**
 * Reads labelled stays from a CSV file, or one packed by gzip (`.gz`), with the columns of TABLE_COLUMNS. Rows of patients who died
 * or went to a hospice (`expired` 1) are left out and counted. Rejects with one TableError that
 * names the missing columns or lists the bad rows; nothing is repaired or skipped silently.
 */
export async function readTable(
  path: string,
  options: ReadOptions = {},
): Promise<ReadmissionTable> {
  const { size } = await stat(path)
  const reader = new TableReader(path)
  const scanner = new CsvScanner((record) => reader.take(record))
  const stream = createReadStream(path, {
    highWaterMark: CHUNK_BYTES,
    ...(options.signal && { signal: options.signal }),
  })
  const rows = path.endsWith('.gz') ? unpacked(stream) : stream
  try {
    for await (const chunk of rows) {
      scanner.push(chunk)
      options.onProgress?.(stream.bytesRead / size)
    }
    scanner.end()
  } catch (error) {
    if (error instanceof RangeError) throw new TableError(`${path}: ${error.message}`)
    if (isPackingError(error))
      throw new TableError(`${path}: cut off or damaged: ${error.message}; pack it again`)
    throw error
  }
  return reader.finish()
}

const isPackingError = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')

/** The content of a gzip file; fails where reading it fails. */
function unpacked(stream: ReadStream): Gunzip {
  const gunzip = createGunzip()
  stream.on('error', (error) => gunzip.destroy(error))
  return stream.pipe(gunzip)
}

/** Turns the records of one file into a table. */
class TableReader {
  private readonly path: string
  private readonly builder = new TableBuilder()
  private readonly found = new ProblemList()
  /** Index of each column; empty until the header is read. */
  private readonly position = {} as Record<Column, number>
  /** Fields of the header; 0 until it is read. */
  private fields = 0

  constructor(path: string) {
    this.path = path
  }

  take(record: CsvScanner): void {
    if (this.fields === 0) this.takeHeader(record)
    else this.takeRow(record)
  }

  finish(): ReadmissionTable {
    if (this.fields === 0) throw new TableError(`${this.path}: the file is empty`)
    this.found.assertEmpty(this.path)
    const table = this.builder.finish()
    if (table.rows === 0) throw new TableError(`${this.path}: no rows to learn from`)
    return table
  }

  private takeHeader(record: CsvScanner): void {
    const names = Array.from({ length: record.fields }, (_, index) => record.text(index).trim())
    if (names[0]?.startsWith('\uFEFF')) names[0] = names[0].slice(1)
    const missingColumns = TABLE_COLUMNS.filter((column) => !names.includes(column))
    if (missingColumns.length > 0) {
      throw new TableError(
        `${this.path}: missing columns ${missingColumns.join(', ')}; found ${names.join(', ')}`,
        { missingColumns },
      )
    }
    const twice = TABLE_COLUMNS.filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
    if (twice.length > 0) throw new TableError(`${this.path}: columns given twice: ${twice}`)
    this.fields = names.length
    for (const column of TABLE_COLUMNS) this.position[column] = names.indexOf(column)
  }

  private takeRow(record: CsvScanner): void {
    if (record.fields !== this.fields) {
      const allowed = `${this.fields} fields as in the header`
      this.found.add({ line: record.line, column: 'row', got: `${record.fields} fields`, allowed })
      return
    }
    const before = this.found.badRows
    const patient = this.identifier(record, 'patient_id')
    const institution = this.identifier(record, 'institution').toLowerCase()
    this.takeFeatures(record)
    const expired = this.flag(record, 'expired')
    const readmitted = this.flag(record, 'readmitted')
    if (this.found.badRows > before) return
    if (expired === 1) this.builder.dropped.expired++
    else this.builder.append(patient, institution, readmitted)
  }

  private takeFeatures(record: CsvScanner): void {
    for (let index = 0; index < FEATURES.length; index++) {
      const feature = FEATURES[index] as Feature
      if (feature === 'gender_encoded') {
        this.builder.values[index] = this.gender(record)
        continue
      }
      const { min, max } = FEATURE_BOUNDS[feature]
      const value = record.wholeNumber(this.position[feature])
      if (value >= min && value <= max) this.builder.values[index] = value
      else this.refuse(record, feature, `whole numbers ${min} to ${max}`)
    }
  }

  private gender(record: CsvScanner): 0 | 1 {
    const gender = record.text(this.position.gender)
    if (gender === 'male') return 1
    if (gender !== 'female') this.refuse(record, 'gender', 'male or female')
    return 0
  }

  private flag(record: CsvScanner, column: Column): number {
    const value = record.wholeNumber(this.position[column])
    if (value !== 0 && value !== 1) this.refuse(record, column, '0 or 1')
    return value
  }

  private identifier(record: CsvScanner, column: Column): string {
    const text = record.text(this.position[column])
    if (!ID_PATTERN.test(text)) this.refuse(record, column, '1 to 128 printable characters')
    return text
  }

  private refuse(record: CsvScanner, column: Column, allowed: string): void {
    // A patient's id never enters an error: those are logged and shown.
    const got = column === 'patient_id' ? '(not shown)' : record.text(this.position[column])
    this.found.add({ line: record.line, column, got, allowed })
  }
}
