import { murmurHash } from './murmur-hash.ts'
import type { ReadmissionTable } from './readmission-table.ts'

/** Share of the patients that are held out of training. */
export const TEST_SHARE = 0.2

/**
 * Seed of the hash that decides who is held out. It is not the seed of the forest: with another
 * forest seed, a candidate would be judged by patients the serving model learned from.
 */
export const SPLIT_SEED = 42

/** What a patient's side of every split depends on: the 32-bit MurmurHash3 of his id. */
export const patientKey = (id: string): number => murmurHash(Buffer.from(id), SPLIT_SEED)

/** Row numbers of a table on both sides of a split. */
export interface PatientSplit {
  train: Uint32Array
  test: Uint32Array
}

/**
 * Splits by patient: all stays of one are on one side, and the side depends on his id alone, not on
 * which other patients the table holds. A patient is held out if his key is below `testShare` of
 * 2^32; in Python: `murmurhash3_32(id, seed=42, positive=True) < 0.2 * 2**32` (scikit-learn's). A
 * model trained on a longer table has therefore still not seen the patients an earlier one held out.
 */
export function splitByPatient(
  table: Pick<ReadmissionTable, 'rows' | 'patient' | 'patientKeys'>,
  testShare = TEST_SHARE,
): PatientSplit {
  const limit = testShare * 2 ** 32
  const train = new Uint32Array(table.rows)
  const test = new Uint32Array(table.rows)
  let trainRows = 0
  let testRows = 0
  for (let row = 0; row < table.rows; row++) {
    const key = table.patientKeys[table.patient[row] as number] as number
    if (key < limit) test[testRows++] = row
    else train[trainRows++] = row
  }
  return { train: train.slice(0, trainRows), test: test.slice(0, testRows) }
}
