import type { Schema } from '../api/api.ts'

/** What the service answered to a request for a prediction. */
export type Prediction = Schema<'Prediction'>

/** The risk level of a prediction. */
export type Level = Prediction['risk_level']

/** What one input did to a prediction. */
export type Contribution = Prediction['contributions'][number]

/** What a person decided about a prediction. */
export type HumanAction = NonNullable<Schema<'HumanAction'>>

/** The levels, from the least risk to the highest. */
export const LEVELS = ['LOW', 'MEDIUM', 'HIGH'] as const satisfies readonly Level[]

/** Whether a text from the service is a level that we know. */
export const isLevel = (text: string | null): text is Level =>
  text !== null && (LEVELS as readonly string[]).includes(text)

/** When a prediction was made: its id is a UUID of version 7, whose first 48 bits are the time. */
export const timeOf = (predictionId: string): Date =>
  new Date(Number.parseInt(predictionId.replaceAll('-', '').slice(0, 12), 16))

/** The stay that a prediction from stored records is for; times as ISO 8601. */
export interface Stay {
  readonly start: string
  readonly end: string | null
}
