import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { FEATURES } from '../../app/forest/features.ts'
import type { ReadmissionTable } from '../../app/forest/readmission-table.ts'
import { tableFromRows } from '../../app/forest/table-from-rows.ts'
import { readmissionCsv } from '../shared-data.ts'

/** Path of the public table, or undefined where it is not at hand. */
export const PUBLIC_CSV = readmissionCsv()

/** Every row of the public table, those of patients who died included, read without our own reader. */
export function everyRow(): ReadmissionTable {
  const records = parse(readFileSync(PUBLIC_CSV ?? ''), { columns: true }) as Record<
    string,
    string
  >[]
  return tableFromRows(
    records.map((record) => ({
      patient: record.patient_id ?? '',
      institution: record.institution ?? '',
      age: Number(record.age),
      num_conditions: Number(record.num_conditions),
      num_medications: Number(record.num_medications),
      recent_encounters: Number(record.recent_encounters),
      gender_encoded: record.gender === 'male' ? 1 : 0,
      readmitted: record.readmitted === '1',
    })),
  )
}

/** The feature vector of a row. */
export const vectorOf = (table: ReadmissionTable, row: number): number[] =>
  FEATURES.map((feature) => table.features[feature][row] ?? 0)
