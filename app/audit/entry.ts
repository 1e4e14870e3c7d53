/** What the service says about one event; the trail adds number, time and hashes. */
export interface AuditEntry {
  /** UUID v7 of the event, also the prediction id. Default: a new one. */
  id?: string | undefined
  /** `prediction`, `promotion`, `login`, … */
  kind: string
  /** Institution the event belongs to; absent for events of the operator. */
  institution?: string | undefined
  /** Who did it, such as `key:dkfz` or `user:7`: a number or an id, never a name. */
  actor: string
  /** Why the data was processed: `treatment`, `quality`, … */
  purpose?: string | undefined
  /** Pseudonym of the patient, from `pseudonymOf`. */
  subject?: string | undefined
  /** Keyed digest of what the model saw, from `inputDigest`. 32 bytes. */
  inputDigest?: Uint8Array | undefined
  model?: { name: string; version: number; sha256: Uint8Array } | undefined
  /** Band of the calibrated probability, from `scoreBand`. */
  scoreBand?: number | undefined
  /** What the user was shown, such as the risk level. */
  decision?: string | undefined
  /** `ok` or the code of the error. */
  outcome: string
  requestId?: string | undefined
  /** Of a prediction that an outcome may be told of; kept beside the trail, not in it. */
  served?: { probability: number } | undefined
  /** Facts of events other than predictions. JSON, no personal data. */
  details?: AuditDetails | undefined
}

/** JSON object of an event. */
export type AuditDetails = { [name: string]: unknown }

/** An entry with its place in the chain: the columns of `audit_rows`. */
export interface AuditRow {
  seq: number
  id: string
  /** Microseconds since 1970, the resolution of PostgreSQL. */
  timeMicros: bigint
  kind: string
  institution: string | null
  actor: string
  purpose: string | null
  subject: string | null
  inputDigest: Uint8Array | null
  modelName: string | null
  modelVersion: number | null
  modelSha256: Uint8Array | null
  scoreBand: number | null
  decision: string | null
  outcome: string
  requestId: string | null
  details: AuditDetails | null
  previousHash: Uint8Array
}

/** Width of a score band: band n holds probabilities from n × 0.05 up to (n + 1) × 0.05. */
export const BAND_WIDTH = 0.05

/** Band of a calibrated probability, 0 to 19; 1.0 belongs to the last one. */
export const scoreBand = (probability: number): number =>
  Math.min(19, Math.max(0, Math.floor(probability / BAND_WIDTH + 1e-9)))
