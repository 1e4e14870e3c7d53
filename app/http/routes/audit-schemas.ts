import { z } from '@hono/zod-openapi'
import { AUDIT_KINDS } from '../../audit/audit-kinds.ts'
import { DECISION_REASONS } from '../../serving/decision-reasons.ts'
import { orNull } from '../nullable.ts'

/** What a person did with a prediction. */
export const humanAction = z
  .object({
    action: z.enum(['accepted', 'overridden']),
    reason_code: z.enum(DECISION_REASONS).nullable(),
    level: z.enum(['LOW', 'MEDIUM', 'HIGH']).nullable().openapi({
      description:
        'The level the person holds to be right; null where he accepted, and in feedback of a CDS client',
    }),
    note: z.string().nullable(),
    actor: z.string(),
    time: z.iso.datetime(),
    audit_id: z.uuid().openapi({ description: "The decision's own row in the audit trail" }),
  })
  .openapi('HumanAction')

/** A row of the audit trail as people and machines read it; digests in hex. */
export const auditRow = z
  .object({
    id: z.uuid(),
    seq: z.int(),
    time: z.string(),
    kind: z.string().openapi({ examples: [...AUDIT_KINDS] }),
    institution: z.string().nullable(),
    actor: z.string(),
    purpose: z.string().nullable(),
    subject_pseudonym: z.string().nullable(),
    input_digest: z.string().nullable(),
    model_name: z.string().nullable(),
    model_version: z.string().nullable(),
    model_sha256: z.string().nullable(),
    score_band: z.string().nullable(),
    decision: z.string().nullable(),
    outcome: z.string(),
    request_id: z.string().nullable(),
    details: z.looseObject({}).nullable().openapi({ description: 'Facts of other events' }),
    human_action: orNull(humanAction).openapi({
      description: 'Of a prediction: what a person did with it last; its own row is in the trail',
    }),
    previous_hash: z.string(),
    hash: z.string(),
  })
  .openapi('AuditRow')

/** A row of the audit trail. */
export type AuditView = z.output<typeof auditRow>
