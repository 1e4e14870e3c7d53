import type { Feature } from './features.ts'

/** Labelled stays in columns, one entry a stay; what training, calibration and evaluation read. */
export interface ReadmissionTable {
  /** Number of stays. Every array below has this length. */
  rows: number
  /** The patient of each stay, as an index into the patients of this table: splits go by it. */
  patient: Int32Array
  /** Number of distinct patients. */
  patients: number
  /**
   * `patientKey` of each patient's id, by patient index. The id itself is not kept: a split by
   * this key puts a patient on the same side in every table he occurs in.
   */
  patientKeys: Uint32Array
  /** The institution of each stay, as an index into `institutions`. */
  institution: Uint16Array
  /** Lower-case institution ids. */
  institutions: string[]
  /** One column a feature, whole numbers within FEATURE_BOUNDS. */
  features: Record<Feature, Uint16Array>
  /** 1 if the patient was readmitted within 30 days. */
  readmitted: Uint8Array
  /** Stays that were left out on purpose, by reason. */
  dropped: {
    /** Discharged dead or to a hospice: nobody can be readmitted. */
    expired: number
    /** Neither male nor female recorded: there is no third value to learn from. */
    genderUnknown: number
  }
}
