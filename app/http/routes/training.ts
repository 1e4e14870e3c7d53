import { z } from '@hono/zod-openapi'
import { answerJson } from '../answer.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { wholeNumber } from './prediction-schemas.ts'

const TAG = 'Model'

const status = z
  .object({
    running: z.boolean(),
    started_at: z.string().nullable(),
    completed_at: z.string().nullable(),
    roc_auc: z
      .number()
      .nullable()
      .openapi({ description: "The candidate's, on held-out patients" }),
    error: z.string().nullable(),
    n_samples: z.int().nullable(),
    current_roc_auc: z.number().nullable().openapi({
      description: "The serving model's, on the same held-out patients",
    }),
    outcome: z.string().nullable().openapi({
      description:
        'promoted, refused, candidate (kept for a person to decide), failed, cancelled or interrupted',
    }),
    candidate_version: z.int().nullable(),
    progress: z.number().min(0).max(1).nullable(),
    reasons: z.array(z.object({ rule: z.string(), passed: z.boolean(), detail: z.string() })),
  })
  .openapi('TrainingStatus')

/** Retraining: what on, start, watch, cancel. */
export function addTrainingRoutes(parts: Parts): void {
  const { gate, retraining } = parts
  addTrainingData(parts)
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/admin/retrain',
      access: 'admin',
      tag: TAG,
      summary: 'Train a candidate; it is served only if it passes the promotion gate',
      body: {
        schema: z.object({
          n_patients: wholeNumber({ min: 100, max: 10_000_000 }).default(1000).openapi({
            description: 'Most patients to train on, drawn at random where there are more',
          }),
          data: z
            .enum(['own', 'public'])
            .default('own')
            .openapi({
              description:
                'own: the configured table or the stored patients; public: the table the shipped model ' +
                'learned from, as long as the model in service comes from it',
            }),
          promote: z.boolean().default(true).openapi({
            description:
              'False: keep the candidate for a person to decide on; nothing else is served',
          }),
        }),
      },
      answer: {
        description: 'Started',
        schema: z.object({ status: z.literal('started'), n_patients: z.int() }),
      },
      refusals: { 409: 'Training is already running' },
    },
    async ({ c, actor, body }) => {
      const started = await retraining.start({
        patients: body.n_patients,
        data: body.data,
        promote: body.promote,
        actor: actor.id,
        requestId: c.get('requestId'),
      })
      if (!started) throw new Problem(409, 'Training is already running')
      return answerJson(c, { status: 'started', n_patients: body.n_patients })
    },
  )
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/admin/retrain/status',
      access: 'user',
      tag: TAG,
      summary: 'The last training: running or how it ended',
      answer: { description: 'Status', schema: status },
    },
    async ({ c }) => answerJson(c, await retraining.status()),
  )
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/admin/retrain/cancel',
      access: 'admin',
      tag: TAG,
      summary: 'Cancel the training that is running',
      answer: { description: 'Cancelled', schema: z.object({ status: z.literal('cancelled') }) },
      refusals: { 409: 'No training is running in this process' },
    },
    async ({ c }) => {
      if (!(await retraining.cancel())) throw new Problem(409, 'No training is running here')
      return answerJson(c, { status: 'cancelled' })
    },
  )
}

function addTrainingData({ gate, trainingChoice }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/admin/retrain/data',
      access: 'admin',
      tag: TAG,
      summary: 'What there is to train on; whether it is enough is found when it is read',
      answer: {
        description: 'The choice',
        schema: z
          .object({
            own: z.enum(['table', 'stored patients']).nullable().openapi({
              description:
                'TRAINING_DATA_PATH, else the stored patients; null where none are stored',
            }),
            public_table: z.boolean().openapi({
              description: 'True while the model in service learned from the public table',
            }),
          })
          .openapi('TrainingData'),
      },
    },
    async ({ c }) => {
      const { own, publicTable } = await trainingChoice()
      return answerJson(c, { own, public_table: publicTable })
    },
  )
}
