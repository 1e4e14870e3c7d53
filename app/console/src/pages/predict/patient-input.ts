import { FEATURE_BOUNDS } from '../../../../forest/features.ts'
import type { Schema } from '../../api/api.ts'

/** What a prediction is asked for, in numbers: names of diagnoses and drugs stay with who has them. */
export interface PatientInput {
  readonly patientId: string
  readonly age: number
  readonly gender: Gender
  readonly diagnoses: number
  readonly medications: number
  readonly earlierStays: number
}

/** Genders that the service tells apart; the answer to an unknown one averages over both. */
export const GENDERS = ['female', 'male', 'unknown'] as const
export type Gender = (typeof GENDERS)[number]

/** Whole numbers of the form, each with the bounds that the service keeps. */
export const NUMBER_BOUNDS = {
  age: FEATURE_BOUNDS.age,
  diagnoses: FEATURE_BOUNDS.num_conditions,
  medications: FEATURE_BOUNDS.num_medications,
  earlierStays: FEATURE_BOUNDS.recent_encounters,
} as const
export type NumberField = keyof typeof NUMBER_BOUNDS

/** What is wrong with a field. */
export type FieldProblem = 'missing' | 'number' | 'identifier'

const MOST_CHARACTERS = 128

/** The number that a text stands for, or what is wrong with it. */
export function readNumber(field: NumberField, text: string): number | FieldProblem {
  const trimmed = text.trim()
  if (trimmed === '') return 'missing'
  const number = /^\d{1,9}(\.0+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN
  const { min, max } = NUMBER_BOUNDS[field]
  return number >= min && number <= max ? number : 'number'
}

/** The patient id that a text stands for, or what is wrong with it. */
export function readPatientId(text: string): { id: string } | FieldProblem {
  const id = text.trim()
  if (id === '') return 'missing'
  return id.length <= MOST_CHARACTERS && /^\P{C}*$/u.test(id) ? { id } : 'identifier'
}

/** Things in a list that was pasted or typed: separated by commas, semicolons or new lines. */
export const countListed = (text: string): number =>
  text.split(/[,;\n]/).filter((one) => one.trim() !== '').length

const unnamed = (count: number): string[] => Array.from({ length: count }, () => '')

/** The body of a request: as many entries as there are things, without their names, which nobody reads. */
export const requestOf = (input: PatientInput): Schema<'PredictionRequest'> => ({
  patient_id: input.patientId,
  age: input.age,
  gender: input.gender,
  conditions: unnamed(input.diagnoses),
  medications: unnamed(input.medications),
  recent_encounters: input.earlierStays,
})
