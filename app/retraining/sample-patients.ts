import { FEATURES } from '../forest/features.ts'
import { SPLIT_SEED, splitByPatient } from '../forest/patient-split.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'

/**
 * Keeps all held-out patients and at most `patients` others, drawn by a hash of their ids and
 * `seed`: the same request draws the same patients, and candidate and serving model are still
 * judged on everybody who is held out.
 */
export function samplePatients(
  table: ReadmissionTable,
  patients: number,
  seed = SPLIT_SEED,
): ReadmissionTable {
  const { train, test } = splitByPatient(table)
  const learners = [...new Set(Array.from(train, (row) => table.patient[row] as number))]
  if (learners.length <= patients) return table
  const order = (patient: number): number =>
    mix((table.patientKeys[patient] as number) ^ Math.imul(seed, 0x9e3779b1))
  const drawn = new Set(learners.sort((a, b) => order(a) - order(b)).slice(0, patients))
  const rows = Uint32Array.from([
    ...test,
    ...train.filter((row) => drawn.has(table.patient[row] as number)),
  ]).sort()
  return takeTableRows(table, rows)
}

/** Finaliser of MurmurHash3 (Appleby): neighbouring keys get unrelated places in the order. */
function mix(key: number): number {
  let hash = key
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Patients keep their indexes: some of them then have no rows, which nothing minds. */
function takeTableRows(table: ReadmissionTable, rows: Uint32Array): ReadmissionTable {
  const features = { ...table.features }
  for (const feature of FEATURES)
    features[feature] = Uint16Array.from(rows, (row) => table.features[feature][row] as number)
  return {
    ...table,
    rows: rows.length,
    patient: Int32Array.from(rows, (row) => table.patient[row] as number),
    institution: Uint16Array.from(rows, (row) => table.institution[row] as number),
    readmitted: Uint8Array.from(rows, (row) => table.readmitted[row] as number),
    features,
  }
}
