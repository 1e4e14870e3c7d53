import { RandomSource } from '../../app/forest/random-source.ts'
import type { ReadmissionTable } from '../../app/forest/readmission-table.ts'
import { type LabelledStay, tableFromRows } from '../../app/forest/table-from-rows.ts'

/** Stays whose risk rises with earlier stays and age; about a fifth are readmitted. */
export function syntheticStays(count: number, seed = 1): LabelledStay[] {
  const random = new RandomSource(seed, 0)
  return Array.from({ length: count }, () => {
    const age = 20 + random.below(80)
    const encounters = Math.min(random.below(6), random.below(6))
    return {
      patient: `p${random.below(count)}`,
      institution: ['dkfz', 'ukhd', 'embl'][random.below(3)] ?? '',
      age,
      num_conditions: random.below(16),
      num_medications: random.below(40),
      recent_encounters: encounters,
      gender_encoded: random.below(2) as 0 | 1,
      readmitted: random.below(1000) < 60 + age + 90 * encounters,
    }
  })
}

export const syntheticTable = (count: number, seed = 1): ReadmissionTable =>
  tableFromRows(syntheticStays(count, seed))
