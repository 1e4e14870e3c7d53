import { FEATURE_BOUNDS, FEATURES, type FeatureRow } from './features.ts'
import type { ReadmissionTable } from './readmission-table.ts'
import { TableBuilder } from './table-builder.ts'
import { ProblemList, TableError } from './table-error.ts'

/** A stored stay whose outcome is known. Stays that ended in death are the caller's to leave out. */
export interface LabelledStay extends FeatureRow {
  /** Any stable id of the patient; a pseudonym will do, only its hash is kept. */
  patient: string
  /** Institution id. */
  institution: string
  /** True if the patient was readmitted within 30 days. */
  readmitted: boolean
}

/**
 * Makes a training table of stored stays. Those with neither male nor female recorded are left out
 * and counted in `dropped.genderUnknown`. Throws one TableError that lists the values out of bounds;
 * there `line` is the position in `stays`, counted from 1.
 */
export function tableFromRows(stays: Iterable<LabelledStay>): ReadmissionTable {
  const builder = new TableBuilder()
  const found = new ProblemList()
  let line = 0
  for (const stay of stays) {
    line++
    if (stay.gender_encoded === null) {
      builder.dropped.genderUnknown++
      continue
    }
    const before = found.badRows
    FEATURES.forEach((feature, index) => {
      const value = stay[feature] ?? Number.NaN
      const { min, max } = FEATURE_BOUNDS[feature]
      if (Number.isInteger(value) && value >= min && value <= max) builder.values[index] = value
      else {
        const allowed = `whole numbers ${min} to ${max}`
        found.add({ line, column: feature, got: String(value), allowed })
      }
    })
    if (found.badRows > before) continue
    builder.append(stay.patient, stay.institution.toLowerCase(), stay.readmitted ? 1 : 0)
  }
  found.assertEmpty('stored stays')
  const table = builder.finish()
  if (table.rows === 0) throw new TableError('stored stays: no rows to learn from')
  return table
}
