import { type AuditKey, auditKey, inputDigest, pseudonymOf } from '../audit/audit-key.ts'
import { findRow, type SealedRow } from '../audit/audit-rows.ts'
import { type AuditTrail, AuditUnavailable, createAuditTrail } from '../audit/audit-trail.ts'
import { BAND_WIDTH, scoreBand } from '../audit/entry.ts'
import { verifyTrail } from '../audit/verify-trail.ts'
import { FEATURES } from '../forest/features.ts'
import type { RecordEvent } from '../http/parts.ts'
import { Problem } from '../http/problem.ts'
import type { AuditReader, AuditView } from '../http/routes/audit.ts'
import type { PromotionParts } from '../promotion/promote.ts'
import type { PredictionRecord } from '../serving/predictor-service.ts'
import { keepAuditCheck } from '../store/audit-check.ts'
import type { Store } from '../store/store.ts'
import { verificationView } from './audit-verification.ts'

/** The audit trail as the rest of the service uses it. */
export interface Audit {
  trail: AuditTrail
  key: AuditKey
  recordPrediction(record: PredictionRecord): Promise<unknown>
  recordEvent: RecordEvent
  /** The promotion gate's word on a candidate. */
  recordDecision: PromotionParts['recordDecision']
  reader: AuditReader
}

/** Institution under which the patients of users bound to none get their pseudonyms. */
const NO_INSTITUTION = '-'

/**
 * Opens the trail with the keys derived from `secret`.
 *
 * @throws Error when this database's trail was written with another key
 */
export async function openAudit(store: Store, secret: Uint8Array): Promise<Audit> {
  const key = auditKey(secret)
  const trail = await createAuditTrail({ store, key })
  const append = (entry: Parameters<AuditTrail['append']>[0]): Promise<unknown> =>
    trail.append(entry).catch((cause: unknown) => {
      if (!(cause instanceof AuditUnavailable)) throw cause
      throw new Problem(503, 'The audit trail cannot be written; try again later', {
        cause,
        headers: { 'retry-after': '5' },
      })
    })
  return {
    trail,
    key,
    recordPrediction: (record) => append(entryOf(key, record)),
    recordEvent: ({ institution, ...event }) =>
      append({ ...event, institution: institution ?? undefined }),
    recordDecision: ({ actor, requestId, promoted, ...details }) =>
      append({
        kind: 'promotion',
        actor,
        requestId,
        outcome: promoted ? 'promoted' : 'refused',
        details,
      }),
    reader: {
      find: async (institution, id) => {
        const row = await findRow(store, institution, id)
        return row === undefined ? undefined : viewOf(row)
      },
      verify: async () => {
        const found = await verifyTrail(store, key)
        await keepAuditCheck(store.db, found.problemCount === 0)
        return verificationView(found)
      },
    },
  }
}

/** Digests of model files repeat for every prediction: they are decoded once. */
const digests = new Map<string, Buffer>()
function digestBytes(hex: string): Buffer {
  const known = digests.get(hex)
  if (known !== undefined) return known
  const bytes = Buffer.from(hex, 'hex')
  digests.set(hex, bytes)
  return bytes
}

function entryOf(key: AuditKey, record: PredictionRecord): Parameters<AuditTrail['append']>[0] {
  const { id, patientId, row, institution, actor, requestId, model, probability, level } = record
  const under = institution ?? NO_INSTITUTION
  const { name, version, sha256 } = model
  return {
    id,
    kind: 'prediction',
    institution: institution ?? undefined,
    actor,
    purpose: 'treatment',
    subject: pseudonymOf(key, under, patientId),
    inputDigest: inputDigest(key, {
      institution: under,
      patientId,
      features: FEATURES.map((feature) => row[feature]),
    }),
    model: { name, version, sha256: digestBytes(sha256) },
    scoreBand: scoreBand(probability),
    served: { probability },
    decision: level,
    outcome: 'ok',
    requestId,
  }
}

const hex = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : Buffer.from(bytes).toString('hex')

const bandText = (band: number | null): string | null =>
  band === null ? null : `${(band * BAND_WIDTH).toFixed(2)}–${((band + 1) * BAND_WIDTH).toFixed(2)}`

function viewOf(row: SealedRow): AuditView {
  return {
    id: row.id,
    seq: row.seq,
    time: new Date(Number(row.timeMicros / 1000n)).toISOString(),
    kind: row.kind,
    institution: row.institution,
    actor: row.actor,
    subject_pseudonym: row.subject,
    input_digest: hex(row.inputDigest),
    model_name: row.modelName,
    model_version: row.modelVersion === null ? null : String(row.modelVersion),
    model_sha256: hex(row.modelSha256),
    score_band: bandText(row.scoreBand),
    decision: row.decision,
    outcome: row.outcome,
    request_id: row.requestId,
    previous_hash: hex(row.previousHash) ?? '',
    hash: hex(row.hash) ?? '',
  }
}
