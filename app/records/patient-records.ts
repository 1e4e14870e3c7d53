import type { IssueCode, JsonObject } from '../fhir/problems.ts'
import type { StoredResource } from '../fhir/stored-resource.ts'
import type { FeatureRow } from '../forest/features.ts'
import type { StoredPatient } from '../store/patients.ts'

/** What became of the records of one ingest. */
export interface IngestReport {
  accepted: number
  rejected: number
  /** A text for each rejected record. */
  errors: string[]
  created: number
  updated: number
  unchanged: number
  /** The same reasons as OperationOutcome resources. */
  outcomes: { index: number; outcome: { resourceType: 'OperationOutcome' } & object }[]
}

/** Features of a stored patient's latest stay, or why they cannot be had. */
export type StoredFeatures =
  | { row: FeatureRow; stay: { start: string; end: string | null } }
  | { missing: string }

/** Features of records that came with a request, and whose they are; or why there are none. */
export type SentFeatures =
  | {
      row: FeatureRow
      /** The patient's id as sent, and its pseudonym at the institution. */
      patientId: string
      pseudonym: string
      /** The stay's first Encounter as `Encounter/id`; when it ended, in ISO 8601, if it has. */
      encounter: string | undefined
      discharged: string | undefined
      /** The records used, as `Type/id`. */
      basis: string[]
    }
  | { refused: SentProblem[] }

/** Why records that came with a request do not do. */
export interface SentProblem {
  code: IssueCode
  text: string
  /** Where in the Bundle. */
  expression?: string
}

/** A stay in hospital as it is shown: days, no places and no reasons. */
export interface ShownStay {
  admitted_on: string
  /** Null while the stay is open, and where nobody said when it ended. */
  discharged_on: string | null
  open: boolean
  planned: boolean
  ended_in_death: boolean
}

/** A record as ingest would store it, or why ingest would refuse it. */
export type ReadRecord = { stored: StoredResource } | { reasons: string[] }

/** What is stored of one patient. */
export interface StoredPatientView {
  /** Oldest first. */
  stays: ShownStay[]
  features: StoredFeatures
}

/** The institutions' stored records. Every call names the institution; none sees another's. */
export interface PatientRecords {
  ingest(input: {
    institution: string
    contentType: string
    body: AsyncIterable<Uint8Array>
  }): Promise<IngestReport>
  /** What ingest makes of FHIR resources, in their order, without storing any. */
  read(institution: string, resources: readonly unknown[]): Promise<ReadRecord[]>
  /** Undefined for a patient this institution has not stored. */
  featuresFor(institution: string, patientId: string): Promise<StoredFeatures | undefined>
  /** Features of a Bundle of one patient's records, which are checked as ingested ones and not kept. */
  featuresOfSent(institution: string, bundle: JsonObject): Promise<SentFeatures>
  /** The pseudonym a patient has at an institution, stored or not. */
  pseudonymOf(institution: string, patientId: string): string
  /** Patients of an institution; `after` continues behind a pseudonym. */
  list(institution: string, page: { after: string; limit: number }): Promise<StoredPatient[]>
  /** What is stored of the patient with a pseudonym; undefined for one this institution has not. */
  patient(institution: string, pseudonym: string): Promise<StoredPatientView | undefined>
  /** Stored patients by institution. */
  patientCounts(): Promise<Map<string, number>>
}
