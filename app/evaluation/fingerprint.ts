import { createHash } from 'node:crypto'
import { FEATURES } from '../forest/features.ts'
import type { StayRows } from './rows.ts'

/**
 * SHA-256 over outcome, patient grouping, institution and features of the rows, so that two
 * reports can be seen to judge the same stays. Patients enter as indexes, never as identifiers.
 */
export function fingerprintRows(stays: StayRows, institutions: readonly string[]): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify({ rows: stays.rows, institutions, features: FEATURES }))
  const wide = new Int32Array(stays.rows)
  const columns = [
    stays.labels,
    stays.patient,
    stays.institution,
    ...FEATURES.map((name) => stays.features[name]),
  ]
  for (const column of columns) {
    for (let row = 0; row < stays.rows; row++) wide[row] = column[row] as number
    hash.update(wide)
  }
  return hash.digest('hex')
}
