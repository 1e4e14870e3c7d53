import { z } from '@hono/zod-openapi'
import { OUTCOME_RESULTS } from '../../drift/outcomes.ts'
import { answerJson } from '../answer.ts'
import { requireInstitution } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute, limitRate } from '../route.ts'

const TAG = 'Prediction'
const MOST_OUTCOMES = 1000
const KIB = 1024

const outcome = z
  .object({
    prediction_id: z
      .uuid()
      .transform((id) => id.toLowerCase())
      .openapi({ type: 'string', format: 'uuid', description: 'As the prediction was answered' }),
    readmitted: z.boolean().openapi({ description: 'Within 30 days, not planned' }),
    observed_on: z.iso.date().openapi({
      description: 'Day of the readmission; without one, a day on which the 30 days were over',
      example: '2026-03-01',
    }),
  })
  .openapi('Outcome')

const batch = z
  .object({
    outcomes: z
      .array(outcome)
      .min(1)
      .max(MOST_OUTCOMES)
      .refine((all) => new Set(all.map((one) => one.prediction_id)).size === all.length, {
        message: 'Each prediction_id once',
      }),
  })
  .openapi('OutcomeBatch')

const result = z
  .object({ prediction_id: z.uuid(), result: z.enum(OUTCOME_RESULTS) })
  .openapi('OutcomeResult', {
    description:
      'recorded; corrected: it replaced another one; unchanged: told before; unknown: no such ' +
      "prediction of this institution, or too old; impossible_date: before the prediction's 30 days " +
      'can be judged, or in the future',
  })

type Told = z.output<typeof outcome>

const asOutcome = ({ prediction_id, readmitted, observed_on }: Told) => ({
  predictionId: prediction_id,
  readmitted,
  observedOn: observed_on,
})

/** `POST /api/v1/outcomes`: what became of predicted patients; calibration is watched by it. */
export function addOutcomeRoutes(parts: Parts): void {
  const { gate, outcomes } = parts
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/outcomes',
      access: 'client',
      tag: TAG,
      summary: 'Tell what became of a patient; telling it again changes nothing',
      body: { schema: outcome },
      answer: { description: 'What became of it', schema: result },
      refusals: {
        403: "No usable credential, or one that is no institution's",
        404: 'No such prediction of this institution, or it is too old',
        409: 'Observed before the 30 days of the prediction can be judged, or in the future',
      },
    },
    async ({ c, actor, body }) => {
      const institution = requireInstitution(actor)
      const teller = { institution, actor: actor.id, requestId: c.get('requestId') }
      const [told] = await outcomes.tell(teller, [asOutcome(body)])
      if (told === 'unknown') throw new Problem(404, 'Prediction not found')
      if (told === 'impossible_date')
        throw new Problem(
          409,
          'observed_on is in the future or before the outcome could be known: without readmission ' +
            '30 days after the prediction',
        )
      return answerJson(c, { prediction_id: body.prediction_id, result: told })
    },
  )
  addBatch(parts)
}

function addBatch({ gate, outcomes }: Parts): void {
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/outcomes/batch',
      access: 'client',
      tag: TAG,
      summary: 'Tell up to 1,000 outcomes; one that cannot be kept does not fail the others',
      body: { schema: batch, limit: 256 * KIB, keys: MOST_OUTCOMES * 4 },
      answer: {
        description: 'A result for each, in order',
        schema: z.object({ results: z.array(result) }),
      },
      refusals: { 403: "No usable credential, or one that is no institution's" },
    },
    async ({ c, actor, body }) => {
      const institution = requireInstitution(actor)
      limitRate(gate.rate, actor, body.outcomes.length - 1)
      const teller = { institution, actor: actor.id, requestId: c.get('requestId') }
      const told = await outcomes.tell(teller, body.outcomes.map(asOutcome))
      return answerJson(c, {
        results: body.outcomes.map(({ prediction_id }, index) => ({
          prediction_id,
          result: told[index],
        })),
      })
    },
  )
}
