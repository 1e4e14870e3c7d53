import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Folder of the public data sets that tests read; see docs/data.md for what they are. */
export const DATA_FOLDER =
  process.env.DATASPACE_TEST_DATA ?? join(import.meta.dirname, '../../shared/data')

/** The UCI-130 table, or undefined where it is not at hand. Under CI its absence is an error. */
export const readmissionCsv = (): string | undefined => dataFile('uci-readmission/encounters.csv')

/** A file or folder below DATA_FOLDER, or undefined (and under CI an error) where it is missing. */
export function dataFile(path: string): string | undefined {
  const file = join(DATA_FOLDER, path)
  if (existsSync(file)) return file
  const message = `${file} is missing: set DATASPACE_TEST_DATA to the folder that holds ${path}`
  if (process.env.CI) throw new Error(message)
  return undefined
}
