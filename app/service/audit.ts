import { type AuditKey, auditKey, inputDigest, pseudonymOf } from '../audit/audit-key.ts'
import { findRow } from '../audit/audit-rows.ts'
import { type AuditTrail, AuditUnavailable, createAuditTrail } from '../audit/audit-trail.ts'
import { scoreBand } from '../audit/entry.ts'
import { latestDecisions } from '../audit/human-decisions.ts'
import { searchRows } from '../audit/search-rows.ts'
import { verifyTrail } from '../audit/verify-trail.ts'
import { FEATURES } from '../forest/features.ts'
import type { RecordEvent } from '../http/parts.ts'
import { Problem } from '../http/problem.ts'
import type { AuditReader } from '../http/routes/audit.ts'
import type { PromotionParts } from '../promotion/promote.ts'
import type { PredictionRecord } from '../serving/predictor-service.ts'
import { keepAuditCheck } from '../store/audit-check.ts'
import type { Store } from '../store/store.ts'
import { verificationView } from './audit-verification.ts'
import { auditView } from './audit-views.ts'

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
    recordEvent: ({ institution, kind, ...event }) =>
      append({ ...event, kind, institution: institution ?? undefined }),
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
        if (row === undefined) return undefined
        return auditView(row, (await latestDecisions(store.pool, [row.id])).get(row.id))
      },
      search: async (query) => {
        const rows = await searchRows(store.pool, query)
        const predictions = rows.filter(({ kind }) => kind === 'prediction').map(({ id }) => id)
        const decisions = await latestDecisions(store.pool, predictions)
        return rows.map((row) => auditView(row, decisions.get(row.id)))
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
  const { subject } = record
  const under = institution ?? NO_INSTITUTION
  const { name, version, sha256 } = model
  return {
    id,
    kind: 'prediction',
    institution: institution ?? undefined,
    actor,
    purpose: 'treatment',
    subject: subject ?? pseudonymOf(key, under, patientId),
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
