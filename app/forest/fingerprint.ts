import { createHash } from 'node:crypto'
import { FEATURES } from './features.ts'
import type { ReadmissionTable } from './readmission-table.ts'

/**
 * SHA-256, lower-case hex, of what a model learns from: the institutions' ids as JSON, then the
 * columns patient key, institution, the features in order, and readmitted, each entry little-endian
 * in the width of its column. Two files that differ in ignored columns or quoting agree; another
 * order of the rows does not, because the bootstrap goes by it.
 */
export function fingerprint(table: ReadmissionTable): string {
  const hash = createHash('sha256').update(JSON.stringify(table.institutions))
  hash.update(Uint32Array.from(table.patient, (patient) => table.patientKeys[patient] as number))
  hash.update(table.institution)
  for (const feature of FEATURES) hash.update(table.features[feature])
  return hash.update(table.readmitted).digest('hex')
}
