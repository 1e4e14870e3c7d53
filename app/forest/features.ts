/**
 * The model's inputs, in the order of every feature vector, CSV header and model file.
 *
 * `age` in years at admission, `num_conditions` diagnoses recorded, `num_medications` medications
 * during the stay, `recent_encounters` inpatient stays in the 12 months before admission,
 * `gender_encoded` 1 male, 0 female.
 */
export const FEATURES = [
  'age',
  'num_conditions',
  'num_medications',
  'recent_encounters',
  'gender_encoded',
] as const

/** Name of one input. */
export type Feature = (typeof FEATURES)[number]

/** Bounds a value must keep, inclusive, all whole numbers. The same at training and at serving. */
export const FEATURE_BOUNDS: Readonly<Record<Feature, { min: number; max: number }>> = {
  age: { min: 0, max: 120 },
  num_conditions: { min: 0, max: 200 },
  num_medications: { min: 0, max: 200 },
  recent_encounters: { min: 0, max: 365 },
  gender_encoded: { min: 0, max: 1 },
}

/**
 * One stay to score. `gender_encoded` is null where the record says neither male nor female:
 * the forest then averages over both, weighted by their shares in training, instead of guessing one.
 */
export interface FeatureRow {
  age: number
  num_conditions: number
  num_medications: number
  recent_encounters: number
  gender_encoded: 0 | 1 | null
}
