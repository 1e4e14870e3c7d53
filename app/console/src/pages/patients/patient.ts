import type { paths } from '../../../../client/api-types.ts'
import type { Schema } from '../../api/api.ts'

/** One patient as the service tells of him. */
export type Patient =
  paths['/api/v1/patients/{pseudonym}']['get']['responses'][200]['content']['application/json']

/** An inpatient stay of a patient. */
export type PatientStay = Patient['stays'][number]

/** A prediction of a patient. */
export type Listed = Schema<'ListedPrediction'>

/** Under which a patient is kept while the page is open; of the person who is signed in alone. */
export const patientKey = (username: string, pseudonym: string) =>
  ['patient', username, pseudonym] as const
