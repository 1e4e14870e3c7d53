import type { ApiError } from '../../api/api.ts'
import {
  GENDERS,
  type Gender,
  NUMBER_BOUNDS,
  type NumberField,
  type PatientInput,
  readNumber,
  readPatientId,
} from './patient-input.ts'

/** The form as it is typed: texts, whatever they are. */
export interface TypedPatient extends Record<NumberField, string> {
  patientId: string
  gender: '' | Gender
}

/** A form in which nothing is typed yet. */
export const EMPTY: TypedPatient = {
  patientId: '',
  age: '',
  gender: '',
  diagnoses: '',
  medications: '',
  earlierStays: '',
}

/** What the service calls the fields, to show its refusal beside the right one. */
const SERVICE_NAMES: Readonly<Record<string, keyof TypedPatient>> = {
  patient_id: 'patientId',
  age: 'age',
  gender: 'gender',
  conditions: 'diagnoses',
  medications: 'medications',
  recent_encounters: 'earlierStays',
}

/** The service's problems by the field of the form; a problem inside a list belongs to the list. */
export const fieldErrorsOf = ({ fields }: ApiError): Partial<Record<keyof TypedPatient, string>> =>
  Object.fromEntries(
    [...fields].flatMap(([path, message]) => {
      const field = SERVICE_NAMES[path.split('.')[0] ?? '']
      return field === undefined ? [] : [[field, message]]
    }),
  )

/** What a valid form asks for; undefined while something is wrong with it. */
export function inputOf(typed: TypedPatient): PatientInput | undefined {
  const id = readPatientId(typed.patientId)
  const gender = GENDERS.find((one) => one === typed.gender)
  const numbers = Object.fromEntries(
    (Object.keys(NUMBER_BOUNDS) as NumberField[]).map((f) => [f, readNumber(f, typed[f])]),
  ) as Record<NumberField, ReturnType<typeof readNumber>>
  const { age, diagnoses, medications, earlierStays } = numbers
  if (typeof id === 'string' || gender === undefined) return undefined
  if (typeof age === 'string' || typeof diagnoses === 'string') return undefined
  if (typeof medications === 'string' || typeof earlierStays === 'string') return undefined
  return { patientId: id.id, gender, age, diagnoses, medications, earlierStays }
}
