import { DEFAULT_EVALUATION_SETTINGS } from '../evaluation/report.ts'
import { patientKey, TEST_SHARE } from '../forest/patient-split.ts'
import type { LabelledStay } from '../forest/table-from-rows.ts'

/** Whether models can be judged on the held-out patients of these stays, as an evaluation wants it. */
export function areEnoughToJudge(stays: readonly LabelledStay[]): boolean {
  const { minCases } = DEFAULT_EVALUATION_SETTINGS
  const heldOut = stays.filter(({ patient }) => patientKey(patient) < TEST_SHARE * 2 ** 32)
  const readmitted = heldOut.filter((stay) => stay.readmitted).length
  return Math.min(readmitted, heldOut.length - readmitted) >= minCases
}
