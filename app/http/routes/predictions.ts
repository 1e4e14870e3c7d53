import { z } from '@hono/zod-openapi'
import type { HumanDecision } from '../../audit/human-decisions.ts'
import { bandText, humanActionView } from '../../service/audit-views.ts'
import type { ListedPrediction } from '../../store/predictions.ts'
import { answerJson } from '../answer.ts'
import { requireInstitution } from '../institution.ts'
import { orNull } from '../nullable.ts'
import type { Parts } from '../parts.ts'
import { addRoute } from '../route.ts'
import { humanAction } from './audit-schemas.ts'
import { pageSize } from './paging.ts'

const LEVELS = ['LOW', 'MEDIUM', 'HIGH'] as const

/** A prediction in a list. */
export const listedPrediction = z
  .object({
    prediction_id: z.uuid(),
    time: z.iso.datetime(),
    pseudonym: z.string().nullable(),
    risk_level: z.string().nullable(),
    probability: z.number().nullable().openapi({
      description: 'Null once the prediction is too old for outcomes; the band stays',
    }),
    score_band: z.string().nullable(),
    model_version: z.string().nullable(),
    actor: z.string(),
    outcome: z.object({ readmitted: z.boolean(), observed_on: z.iso.date() }).nullable(),
    human_action: orNull(humanAction),
  })
  .openapi('ListedPrediction')

/** A prediction of a list in the words of the API. */
export const listedView = (one: ListedPrediction & { decision?: HumanDecision }) => ({
  prediction_id: one.id,
  time: one.time.toISOString(),
  pseudonym: one.subject,
  risk_level: one.level,
  // A float of four bytes says no more than six digits.
  probability: one.probability === null ? null : Number(one.probability.toPrecision(6)),
  score_band: bandText(one.scoreBand),
  model_version: one.modelVersion === null ? null : String(one.modelVersion),
  actor: one.actor,
  outcome:
    one.readmitted === null || one.observedOn === null
      ? null
      : { readmitted: one.readmitted, observed_on: one.observedOn },
  human_action: one.decision === undefined ? null : humanActionView(one.decision),
})

/** `GET /api/v1/predictions`: the institution's latest predictions, such as those without outcome. */
export function addPredictionListRoute({ gate, predictionLog, recordEvent }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/predictions',
      access: 'client',
      institution: 'required',
      tag: 'Prediction',
      summary: 'Predictions of your institution that outcomes may be told of, latest first',
      query: z.object({
        level: z.enum(LEVELS).optional(),
        outcome: z.enum(['known', 'open']).optional(),
        cursor: z.uuid().optional().openapi({ description: 'The next_cursor of the page before' }),
        limit: pageSize,
      }),
      answer: {
        description: 'A page of predictions',
        schema: z.object({
          predictions: z.array(listedPrediction),
          next_cursor: z.uuid().nullable(),
        }),
      },
    },
    async ({ c, actor, query }) => {
      const institution = requireInstitution(actor)
      const { level, outcome, cursor: before, limit } = query
      const found = await predictionLog.list({ institution, level, outcome, before, limit })
      await recordEvent({
        kind: 'patients-read',
        purpose: 'treatment',
        actor: actor.id,
        institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: { list: 'predictions', rows: found.length },
      })
      const last = found.length < limit ? undefined : found.at(-1)
      return answerJson(c, { predictions: found.map(listedView), next_cursor: last?.id ?? null })
    },
  )
}
