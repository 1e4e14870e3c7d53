import { z } from '@hono/zod-openapi'
import type { Actor } from '../../auth/actor.ts'
import { answerText } from '../answer.ts'
import { institutionFor } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { Problem, validationProblem } from '../problem.ts'
import { addRoute, limitRate } from '../route.ts'
import { describeIssues } from '../validation.ts'
import { featuresOf, predictionText } from './predict.ts'
import { predictionAnswer, predictionRequest } from './prediction-schemas.ts'

const MIB = 1024 * 1024
const MOST_PATIENTS = 1000

const batchRequest = z
  .object({
    patients: z
      .array(z.unknown())
      .min(1)
      .max(MOST_PATIENTS)
      .openapi({ description: 'Up to 1,000 items, each like the body of /api/v1/predict' }),
  })
  .openapi('BatchPredictionRequest')

const batchAnswer = z
  .object({
    succeeded: z.int(),
    failed: z.int(),
    results: z.array(
      z.union([
        z.object({ index: z.int(), prediction: predictionAnswer }).openapi('PredictedItem'),
        z
          .object({
            index: z.int(),
            error: z.object({
              status: z.int(),
              detail: z.unknown(),
              errors: z.array(z.object({ path: z.string(), message: z.string() })),
            }),
          })
          .openapi('RefusedItem'),
      ]),
    ),
  })
  .openapi('BatchPrediction')

/** `POST /api/v1/predict/batch`: many patients, each answered for itself. */
export function addPredictBatchRoute(parts: Parts): void {
  const { gate } = parts
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/predict/batch',
      access: 'client',
      tag: 'Prediction',
      summary: 'Predict for up to 1,000 patients; a bad item does not fail the others',
      body: { schema: batchRequest, limit: MIB, keys: MOST_PATIENTS * 16 },
      answer: { description: 'A result for each item, in order', schema: batchAnswer },
    },
    async ({ c, actor, body }) => {
      limitRate(gate.rate, actor, body.patients.length - 1)
      const requestId = c.get('requestId')
      const results = await Promise.all(
        body.patients.map((item, index) => predictItem({ parts, actor, requestId, item, index })),
      )
      const failed = results.filter(({ ok }) => !ok).length
      const texts = results.map(({ text }) => text).join(',')
      return answerText(
        c,
        `{"succeeded":${results.length - failed},"failed":${failed},"results":[${texts}]}`,
      )
    },
  )
}

async function predictItem(input: {
  parts: Parts
  actor: Actor
  requestId: string
  item: unknown
  index: number
}): Promise<{ ok: boolean; text: string }> {
  const { parts, actor, requestId, item, index } = input
  try {
    const parsed = predictionRequest.safeParse(item)
    if (!parsed.success)
      throw validationProblem(describeIssues(parsed.error.issues, ['body'], item))
    const patientId = parsed.data.patient_id
    const prediction = await parts.predictions.predict({
      patientId,
      row: featuresOf(parsed.data),
      institution: institutionFor(actor, parsed.data.institution_id, parts.institutions),
      actor: actor.id,
      requestId,
    })
    return {
      ok: true,
      text: `{"index":${index},"prediction":${predictionText(patientId, prediction)}}`,
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { status, detail, errors = [] } = error
    return { ok: false, text: JSON.stringify({ index, error: { status, detail, errors } }) }
  }
}
