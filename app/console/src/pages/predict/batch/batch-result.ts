import type { Level, Prediction } from '../../../prediction/prediction.ts'
import type { Cell } from './csv-text.ts'

/** What became of one patient of a file. */
export interface PatientResult {
  readonly kind: 'patient'
  /** Line of a CSV file; null in FHIR. */
  readonly line: number | null
  readonly patientId: string
  /** Undefined where there is none; then `problem` says why, in the service's words. */
  readonly answered: Answered | undefined
  readonly problem: string | undefined
}

/** The part of a prediction that a list shows. */
export interface Answered {
  readonly level: Level
  readonly probability: number
  readonly id: string
  readonly version: string
}

/** A record that the service did not take. */
export interface RefusedRecord {
  readonly kind: 'refused'
  /** Entry or line of the file, from 1. */
  readonly position: number
  readonly reason: string
}

/** What the service stored of a piece of a FHIR file. */
export interface Stored {
  readonly kind: 'stored'
  readonly accepted: number
}

export type BatchResult = PatientResult | RefusedRecord | Stored

/** What a list shows of a prediction. */
export const answeredBy = (prediction: Prediction): Answered => ({
  level: prediction.risk_level,
  probability: prediction.probability,
  id: prediction.prediction_id,
  version: prediction.model.version,
})

/** Highest risk first; patients without a prediction at the end. */
export const byRisk = (one: PatientResult, other: PatientResult): number =>
  (other.answered?.probability ?? -1) - (one.answered?.probability ?? -1) ||
  (one.line ?? 0) - (other.line ?? 0)

/** Header and rows of the table to download. */
export const tableOf = (results: readonly PatientResult[]): Cell[][] => [
  ['patient_id', 'risk_level', 'probability', 'prediction_id', 'model_version', 'line', 'problem'],
  ...results.map(({ patientId, answered, line, problem }): Cell[] => [
    patientId,
    answered?.level ?? null,
    answered?.probability ?? null,
    answered?.id ?? null,
    answered?.version ?? null,
    line,
    problem ?? null,
  ]),
]
