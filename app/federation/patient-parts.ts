import { TEST_SHARE } from '../forest/patient-split.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'

/** Share of the patients that neither train nor judge, but calibrate what was merged. */
export const CALIBRATION_SHARE = 0.1

/** What the patients of an institution are for. */
export type PatientPart = 'judge' | 'calibrate' | 'train'

/** Row numbers of a table by what their patients are for. */
export type PatientParts = Readonly<Record<PatientPart, Uint32Array>>

/**
 * Divides an institution's stays by patient: those that every training holds out judge, the next
 * tenth of the hash calibrates, the others train. A patient takes part in one release of a round,
 * so that what it costs him is that release's epsilon and not a sum.
 */
export function patientParts(table: ReadmissionTable): PatientParts {
  const judged = TEST_SHARE * 2 ** 32
  const calibrating = (TEST_SHARE + CALIBRATION_SHARE) * 2 ** 32
  const rows: Record<PatientPart, number[]> = { judge: [], calibrate: [], train: [] }
  for (let row = 0; row < table.rows; row++) {
    const key = table.patientKeys[table.patient[row] as number] as number
    rows[key < judged ? 'judge' : key < calibrating ? 'calibrate' : 'train'].push(row)
  }
  return {
    judge: Uint32Array.from(rows.judge),
    calibrate: Uint32Array.from(rows.calibrate),
    train: Uint32Array.from(rows.train),
  }
}

/** The patients' keys of some rows, each once, ascending. */
export function keysOf(table: ReadmissionTable, rows: Uint32Array): Uint32Array {
  const keys = new Set<number>()
  for (const row of rows) keys.add(table.patientKeys[table.patient[row] as number] as number)
  return Uint32Array.from(keys).sort()
}
