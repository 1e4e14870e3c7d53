import type { Feature } from './features.ts'

/** Labelled stays in columns, one entry a stay; what training, calibration and evaluation read. */
export interface ReadmissionTable {
  /** Number of stays. Every array below has this length. */
  rows: number
  /** The patient of each stay, as an index into the patients of this table: splits go by it. */
  patient: Int32Array
  /** Number of distinct patients. */
  patients: number
  /** The institution of each stay, as an index into `institutions`. */
  institution: Uint16Array
  /** Lower-case institution ids. */
  institutions: string[]
  /** One column a feature, whole numbers within FEATURE_BOUNDS. */
  features: Record<Feature, Uint16Array>
  /** 1 if the patient was readmitted within 30 days. */
  readmitted: Uint8Array
}
