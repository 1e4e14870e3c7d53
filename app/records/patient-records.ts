import type { FeatureRow } from '../forest/features.ts'

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

/** The institutions' stored records. Every call names the institution; none sees another's. */
export interface PatientRecords {
  ingest(input: {
    institution: string
    contentType: string
    body: AsyncIterable<Uint8Array>
  }): Promise<IngestReport>
  /** Undefined for a patient this institution has not stored. */
  featuresFor(institution: string, patientId: string): Promise<StoredFeatures | undefined>
  /** Stored patients by institution. */
  patientCounts(): Promise<Map<string, number>>
}
