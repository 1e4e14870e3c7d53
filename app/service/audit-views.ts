import type { SealedRow } from '../audit/audit-rows.ts'
import { BAND_WIDTH } from '../audit/entry.ts'
import type { HumanDecision } from '../audit/human-decisions.ts'
import type { AuditView } from '../http/routes/audit-schemas.ts'
import type { DecisionReason } from '../serving/decision-reasons.ts'

const hex = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('hex')

/** A score band as people read it: `0.15–0.20`. */
export const bandText = (band: number | null): string | null =>
  band === null ? null : `${(band * BAND_WIDTH).toFixed(2)}–${((band + 1) * BAND_WIDTH).toFixed(2)}`

/** A person's decision in the words of the API. */
export const humanActionView = (decision: HumanDecision): AuditView['human_action'] => ({
  action: decision.action,
  reason_code: decision.reasonCode as DecisionReason | null,
  level: decision.level as 'LOW' | 'MEDIUM' | 'HIGH' | null,
  note: decision.note,
  actor: decision.actor,
  time: decision.time.toISOString(),
  audit_id: decision.id,
})

/** A row in the words of the API, with the last decision on it where it is a prediction. */
export function auditView(row: SealedRow, decision: HumanDecision | undefined): AuditView {
  return {
    id: row.id,
    seq: row.seq,
    time: new Date(Number(row.timeMicros / 1000n)).toISOString(),
    kind: row.kind,
    institution: row.institution,
    actor: row.actor,
    purpose: row.purpose,
    subject_pseudonym: row.subject,
    input_digest: hex(row.inputDigest),
    model_name: row.modelName,
    model_version: row.modelVersion === null ? null : String(row.modelVersion),
    model_sha256: hex(row.modelSha256),
    score_band: bandText(row.scoreBand),
    decision: row.decision,
    outcome: row.outcome,
    request_id: row.requestId,
    details: row.details,
    human_action: decision === undefined ? null : humanActionView(decision),
    previous_hash: hex(row.previousHash) ?? '',
    hash: hex(row.hash) ?? '',
  }
}
