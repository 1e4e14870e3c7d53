import type { ReadmissionTable } from '../../app/forest/readmission-table.ts'
import { randomNumbers, wholeNumber } from './random.ts'

/**
 * A table of any length straight in columns, the same one each time: ages 0 to 99, 1 to 16
 * diagnoses, 1 to 60 medications, few stays before, about one in nine readmitted. Three stays a
 * patient. Wider than the shipped table, so that identical stays are rarer.
 */
export function generatedTable(rows: number): ReadmissionTable {
  const random = randomNumbers(42)
  const column = (draw: () => number): Uint16Array => Uint16Array.from({ length: rows }, draw)
  const features = {
    age: column(() => wholeNumber(random, 0, 99)),
    num_conditions: column(() => wholeNumber(random, 1, 16)),
    num_medications: column(() => wholeNumber(random, 1, 60)),
    recent_encounters: column(() => Math.floor(random() ** 4 * 21)),
    gender_encoded: column(() => wholeNumber(random, 0, 1)),
  }
  const readmitted = Uint8Array.from({ length: rows }, (_, row) => {
    const stays = features.recent_encounters[row] ?? 0
    const medications = features.num_medications[row] ?? 0
    const logit = -3.2 + 0.2 * stays + 0.012 * medications
    return random() < 1 / (1 + Math.exp(-logit)) ? 1 : 0
  })
  const patients = Math.ceil(rows / 3)
  return {
    rows,
    patient: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 3)),
    patients,
    patientKeys: Uint32Array.from({ length: patients }, () => Math.floor(random() * 2 ** 32)),
    institution: new Uint16Array(rows),
    institutions: ['dkfz'],
    features,
    readmitted,
    dropped: { expired: 0, genderUnknown: 0 },
  }
}
