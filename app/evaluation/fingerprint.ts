import { createHash } from 'node:crypto'
import { FEATURES } from '../forest/features.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import type { RowIndexes } from './rows.ts'

/**
 * SHA-256 over patient key, institution, features and outcome of the rows, in their order, so that
 * two reports can be seen to judge the same stays. No identifier of a patient enters.
 */
export function fingerprintRows(table: ReadmissionTable, indexes: RowIndexes): string {
  const hash = createHash('sha256')
  hash.update(JSON.stringify({ rows: indexes.length, institutions: table.institutions, FEATURES }))
  const columns: ((row: number) => number)[] = [
    (row) => table.patientKeys[table.patient[row] as number] as number,
    ...[table.institution, ...FEATURES.map((name) => table.features[name]), table.readmitted].map(
      (column) => (row: number) => column[row] as number,
    ),
  ]
  for (const read of columns) hash.update(Uint32Array.from(indexes, read))
  return hash.digest('hex')
}
