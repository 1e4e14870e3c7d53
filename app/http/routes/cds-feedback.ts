import { z } from '@hono/zod-openapi'
import { uuidV7 } from '../../audit/uuid-v7.ts'
import { reasonOf } from '../../cds-hooks/override-reasons.ts'
import { SERVICES } from '../../cds-hooks/services.ts'
import { suggestionId } from '../../cds-hooks/suggestion.ts'
import { answerJson } from '../answer.ts'
import { requireInstitution } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { Problem, validationProblem } from '../problem.ts'
import { addRoute } from '../route.ts'
import type { AuditView } from './audit-schemas.ts'
import { type Feedback, feedbackRequest } from './cds-schemas.ts'

/** Clocks of clients may be ahead by so much. */
const AHEAD_MS = 300_000

/**
 * `POST /cds-services/{service}/feedback`: what clinicians did with cards, into the audit trail. All of
 * it is checked before any is recorded.
 */
export function addCdsFeedbackRoute(parts: Parts): void {
  addRoute(
    parts.gate,
    {
      method: 'post',
      path: '/cds-services/{service}/feedback',
      access: 'signed',
      institution: 'required',
      tag: 'CDS Hooks',
      summary: 'What clinicians did with cards: the human action on each prediction',
      params: z.object({ service: z.string() }),
      body: { schema: feedbackRequest },
      answer: {
        description: 'Recorded',
        schema: z.object({ recorded: z.int() }).openapi('CdsFeedbackReport'),
      },
      refusals: { 404: 'No such service, or a card that was not given to this institution' },
    },
    async ({ c, actor, params, body: { feedback } }) => {
      const { service } = params
      if (!SERVICES.some(({ id }) => id === service)) throw new Problem(404, 'Not Found')
      const institution = requireInstitution(actor)
      const checked = []
      for (const [index, one] of feedback.entries())
        checked.push(await check(parts, institution, { one, index }))
      for (const { one, prediction, reason } of checked)
        await record(parts, {
          one,
          prediction,
          reason,
          actor: actor.id,
          requestId: c.get('requestId'),
        })
      return answerJson(c, { recorded: checked.length })
    },
  )
}

interface CheckedFeedback {
  one: Feedback
  prediction: AuditView
  reason: string | null
}

async function check(
  { audit }: Parts,
  institution: string,
  { one, index }: { one: Feedback; index: number },
): Promise<CheckedFeedback> {
  const at = (path: (string | number)[], msg: string): Problem =>
    validationProblem([{ type: 'value_error', loc: ['body', 'feedback', index, ...path], msg }])
  const prediction = await audit.find(institution, one.card)
  if (prediction?.kind !== 'prediction' || !prediction.actor.startsWith('client:'))
    throw new Problem(404, `feedback.${index}.card: no such card of this institution`)
  const agreed = suggestionId(one.card)
  if (one.acceptedSuggestions?.some(({ id }) => id !== agreed))
    throw at(['acceptedSuggestions'], 'Not the suggestion of this card')
  if (Date.parse(one.outcomeTimestamp) > Date.now() + AHEAD_MS)
    throw at(['outcomeTimestamp'], 'Must not be in the future')
  const coding = one.overrideReason?.reason
  const reason = coding === undefined ? null : reasonOf(coding)
  if (reason === undefined)
    throw at(['overrideReason', 'reason', 'code'], 'None of the reasons that the card offered')
  return { one, prediction, reason }
}

/** The same rows as a decision in the console has; the client is the actor, it says no clinician. */
async function record(
  { predictionLog, recordEvent }: Parts,
  feedback: CheckedFeedback & { actor: string; requestId: string },
): Promise<void> {
  const { one, prediction, reason, actor, requestId } = feedback
  const { institution, subject_pseudonym: subject } = prediction
  const id = uuidV7()
  const words = one.overrideReason?.userComment
  if (words !== undefined) await predictionLog.addNote({ auditId: id, institution, note: words })
  await recordEvent({
    id,
    kind: 'human-decision',
    purpose: 'treatment',
    ...(subject !== null && { subject }),
    actor,
    institution,
    outcome: 'ok',
    requestId,
    details: {
      prediction: prediction.id,
      action: one.outcome,
      reason_code: reason,
      level: null,
      acted_at: new Date(one.outcomeTimestamp).toISOString(),
    },
  })
}
