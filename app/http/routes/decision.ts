import { z } from '@hono/zod-openapi'
import { uuidV7 } from '../../audit/uuid-v7.ts'
import type { Actor } from '../../auth/actor.ts'
import { DECISION_REASONS } from '../../serving/decision-reasons.ts'
import { answerJson } from '../answer.ts'
import type { Parts } from '../parts.ts'
import { matching } from '../printable.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { type AuditView, humanAction } from './audit-schemas.ts'

/**
 * Words without digits and @: no number of a patient, no date, no address fits. A name would, so they
 * are not kept in the trail, which forgets nothing.
 */
const WORDS = /^\p{Zs}*[\p{L}\p{M}.,;:()!?'’"„“%/+–-][\p{L}\p{M}\p{Zs}.,;:()!?'’"„“%/+–-]*$/u

/** Words beside a decision, at most 200 characters. */
export const decisionNote = matching({
  text: z.string().max(200),
  pattern: WORDS,
  message: 'Only words, without digits and @',
}).openapi({
  description:
    'Name no person. Kept beside the audit trail, and deleted with the prediction; digits and @ are ' +
    'refused',
  example: 'Lives alone, care service not arranged yet',
})

const decision = z
  .object({
    action: z.enum(['accepted', 'overridden']),
    reason_code: z.enum(DECISION_REASONS).optional().openapi({
      description: 'Why; required for an override, not allowed without',
    }),
    level: z.enum(['LOW', 'MEDIUM', 'HIGH']).optional().openapi({
      description: 'The level you hold to be right; required for an override',
    }),
    note: decisionNote.optional(),
  })
  .superRefine((value, context) => {
    const overridden = value.action === 'overridden'
    for (const member of ['reason_code', 'level'] as const)
      if ((value[member] !== undefined) !== overridden)
        context.addIssue({
          code: 'custom',
          path: [member],
          message: overridden ? 'Required for an override' : 'Only for an override',
        })
  })
  .openapi('Decision', {
    example: { action: 'overridden', reason_code: 'social-situation', level: 'HIGH' },
  })

/** `POST /api/v1/predictions/{prediction_id}/decision`: what a person does with a prediction. */
export function addDecisionRoute({ gate, audit, predictionLog, recordEvent }: Parts): void {
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/predictions/{prediction_id}/decision',
      access: 'user',
      tag: 'Prediction',
      summary: 'Accept a prediction, or override it with a reason; the latest decision stands',
      params: z.object({ prediction_id: z.uuid().toLowerCase() }),
      body: { schema: decision },
      answer: { description: 'The decision; its audit row is committed', schema: humanAction },
      refusals: { 404: 'No such prediction of your institution, or of yours' },
    },
    async ({ c, actor, params, body }) => {
      const prediction = await audit.find(actor.institution, params.prediction_id)
      if (prediction === undefined || !mayDecide(actor, prediction))
        throw new Problem(404, 'Prediction not found')
      const { action, reason_code = null, level = null, note: words = null } = body
      const id = uuidV7()
      const { institution, subject_pseudonym: subject } = prediction
      if (words !== null) await predictionLog.addNote({ auditId: id, institution, note: words })
      await recordEvent({
        id,
        kind: 'human-decision',
        purpose: 'treatment',
        ...(subject !== null && { subject }),
        actor: actor.id,
        institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: { prediction: prediction.id, action, reason_code, level },
      })
      const time = new Date().toISOString()
      return answerJson(c, {
        action,
        reason_code,
        level,
        note: words,
        actor: actor.id,
        time,
        audit_id: id,
      })
    },
  )
}

/** Of the own institution; who belongs to none decides on what he asked for himself. */
const mayDecide = (actor: Actor, { kind, institution, actor: asker }: AuditView): boolean =>
  kind === 'prediction' &&
  (institution === null ? asker === actor.id : institution === actor.institution)
