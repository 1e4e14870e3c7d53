import { FEATURES } from '../forest/features.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import type { FeatureColumns } from './threshold-rule.ts'

/** Row numbers of a table. */
export type RowIndexes = Int32Array | Uint32Array

/** The columns of some stays, one entry a stay. */
export interface StayRows {
  rows: number
  labels: Uint8Array
  patient: Int32Array
  institution: Uint16Array
  features: FeatureColumns
}

/** The stays of `table` at `indexes`, in that order. */
export function takeRows(table: ReadmissionTable, indexes: RowIndexes): StayRows {
  const take = <T extends Uint8Array | Uint16Array | Int32Array>(column: T, to: T): T => {
    indexes.forEach((index, row) => {
      to[row] = column[index] as number
    })
    return to
  }
  const n = indexes.length
  const features = FEATURES.map((name) => [name, take(table.features[name], new Uint16Array(n))])
  return {
    rows: n,
    labels: take(table.readmitted, new Uint8Array(n)),
    patient: take(table.patient, new Int32Array(n)),
    institution: take(table.institution, new Uint16Array(n)),
    features: Object.fromEntries(features) as FeatureColumns,
  }
}

/**
 * Refuses row indexes outside the table, and held-out patients that were trained on: figures on
 * those would measure memory.
 */
export function checkSplit(
  table: ReadmissionTable,
  heldOut: RowIndexes,
  training: RowIndexes | null,
): void {
  checkIndexes(table, heldOut, 'heldOut')
  if (heldOut.length === 0) throw new RangeError('heldOut is empty: there is nothing to evaluate')
  if (!training) return
  checkIndexes(table, training, 'training')
  const isTrained = new Uint8Array(table.patients)
  for (const row of training) isTrained[table.patient[row] as number] = 1
  const shared = heldOut.findIndex((row) => isTrained[table.patient[row] as number] === 1)
  if (shared < 0) return
  throw new RangeError(
    `heldOut[${shared}] is a stay of a patient who is also in training: split by patient, not by stay`,
  )
}

function checkIndexes(table: ReadmissionTable, indexes: RowIndexes, name: string): void {
  const wrong = indexes.findIndex((index) => index < 0 || index >= table.rows)
  if (wrong < 0) return
  throw new RangeError(
    `${name}[${wrong}] must be a row of the table, 0 to ${table.rows - 1}, got ${indexes[wrong]}`,
  )
}
