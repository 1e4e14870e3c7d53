import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The model that the service ships with; another file can be measured by the variable. */
export const MODEL_FILE =
  process.env.DATASPACE_BENCH_MODEL ??
  join(import.meta.dirname, '../../app/models/readmission.json')

/** Its bytes. */
export const modelBytes = (): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(MODEL_FILE))
