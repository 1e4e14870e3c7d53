import type { AuditDetails, AuditRow } from './entry.ts'

/** Select list that reads every column as the chain hashes it. */
export const COLUMNS = `seq, id, (extract(epoch from time) * 1000000)::bigint as micros, kind,
  institution, actor, purpose, subject, input_digest, model_name, model_version, model_sha256,
  score_band, decision, outcome, request_id, details, previous_hash, hash`

/** A row as node-postgres returns it for COLUMNS. */
export interface StoredRow {
  seq: string
  id: string
  micros: string
  kind: string
  institution: string | null
  actor: string
  purpose: string | null
  subject: string | null
  input_digest: Buffer | null
  model_name: string | null
  model_version: number | null
  model_sha256: Buffer | null
  score_band: number | null
  decision: string | null
  outcome: string
  request_id: string | null
  details: AuditDetails | null
  previous_hash: Buffer
  hash: Buffer
}

/** The row that was hashed. */
export const toAuditRow = (stored: StoredRow): AuditRow => ({
  seq: Number(stored.seq),
  id: stored.id,
  timeMicros: BigInt(stored.micros),
  kind: stored.kind,
  institution: stored.institution,
  actor: stored.actor,
  purpose: stored.purpose,
  subject: stored.subject,
  inputDigest: stored.input_digest,
  modelName: stored.model_name,
  modelVersion: stored.model_version,
  modelSha256: stored.model_sha256,
  scoreBand: stored.score_band,
  decision: stored.decision,
  outcome: stored.outcome,
  requestId: stored.request_id,
  details: stored.details,
  previousHash: stored.previous_hash,
})
