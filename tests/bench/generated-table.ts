import type { ReadmissionTable } from '../../app/forest/readmission-table.ts'
import { randomNumbers, wholeNumber } from './random.ts'

/** How generated stays spread: clustered as hospital stays are, or evenly over all values. */
export type Spread = 'clustered' | 'even'

type Draw = (min: number, max: number) => number

/** Whole numbers around the middle of the range: the mean of three draws. */
const bell =
  (random: () => number): Draw =>
  (min, max) =>
    min + Math.floor(((random() + random() + random()) / 3) * (max - min + 1))

/**
 * A table of any length straight in columns, the same one each time: ages, diagnoses, medications,
 * few stays before, about one in nine readmitted, three stays a patient. The trainer merges
 * identical stays: clustered rows repeat each other about four times in a million, even ones
 * hardly at all, which is the hardest case there is.
 */
export function generatedTable(rows: number, spread: Spread): ReadmissionTable {
  const random = randomNumbers(42)
  const even: Draw = (min, max) => wholeNumber(random, min, max)
  const draw = spread === 'even' ? even : bell(random)
  const column = (value: () => number): Uint16Array => Uint16Array.from({ length: rows }, value)
  const stays = () => (spread === 'even' ? even(0, 20) : Math.floor(-Math.log(1 - random()) * 1.1))
  const features = {
    age: column(() => draw(18, 99)),
    num_conditions: column(() => draw(1, 16)),
    num_medications: column(() => draw(1, 60)),
    recent_encounters: column(() => Math.min(20, stays())),
    gender_encoded: column(() => even(0, 1)),
  }
  const readmitted = Uint8Array.from({ length: rows }, (_, row) => {
    const before = features.recent_encounters[row] ?? 0
    const medications = features.num_medications[row] ?? 0
    const logit = -3.2 + 0.2 * before + 0.012 * medications
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
