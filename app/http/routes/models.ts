import { z } from '@hono/zod-openapi'
import { FEATURES } from '../../forest/features.ts'
import { modelCard } from '../../forest/model-schema.ts'
import { NOT_CONSIDERED } from '../../serving/not-considered.ts'
import { answerJson } from '../answer.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { wholeNumber } from './prediction-schemas.ts'

const TAG = 'Model'

// Made anew here: a schema made before the OpenAPI extension was loaded has no place in the document.
const card = z.object(modelCard.shape).openapi('ModelCard')

const version = z
  .object({
    version: z.int(),
    name: z.string(),
    sha256: z.string(),
    source: z.string(),
    serving: z.boolean(),
    created_at: z.string(),
    promoted_at: z.string().nullable(),
    roc_auc: z.number().nullable(),
    reasons: z.array(z.object({ rule: z.string(), passed: z.boolean(), detail: z.string() })),
  })
  .openapi('ModelVersion')

/** The model in service, its kept versions, and the way back to one of them. */
export function addModelRoutes(parts: Parts): void {
  addModelInfo(parts)
  const { gate, registry, recordEvent } = parts
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/admin/models',
      access: 'admin',
      tag: TAG,
      summary: 'Kept versions of the model, newest first',
      answer: { description: 'Versions', schema: z.object({ models: z.array(version) }) },
    },
    async ({ c }) => answerJson(c, { models: await registry.list() }),
  )
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/admin/models/{version}/serve',
      access: 'admin',
      tag: TAG,
      summary: 'Roll back: serve a kept version again',
      params: z.object({ version: wholeNumber({ min: 1, max: 2 ** 31 - 1 }) }),
      answer: { description: 'The version now served', schema: version },
      refusals: { 404: 'No such version' },
    },
    async ({ c, actor, params }) => {
      const wanted = (await registry.list()).find(({ version }) => version === params.version)
      if (wanted === undefined) throw new Problem(404, 'Model version not found')
      // Recorded before it is done: what the trail cannot hold does not happen.
      await recordEvent({
        kind: 'model-served',
        actor: actor.id,
        institution: null,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: { version: wanted.version, sha256: wanted.sha256 },
      })
      const served = await registry.serve(params.version)
      if (served === undefined) throw new Problem(404, 'Model version not found')
      return answerJson(c, served)
    },
  )
}

function addModelInfo({ gate, served, registry, retraining, modelPath }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/model/info',
      access: 'user',
      tag: TAG,
      summary: 'The model in service: what it is, how good it is, its card',
      answer: {
        description: 'The model',
        schema: z.object({
          model_type: z.string(),
          n_estimators: z.int(),
          features: z.array(z.string()),
          roc_auc: z.number().nullable(),
          model_path: z.string(),
          model_exists: z.boolean(),
          training_status: z.looseObject({ running: z.boolean() }),
          name: z.string(),
          version: z.string(),
          sha256: z.string(),
          thresholds: z.object({ medium: z.number(), high: z.number() }).openapi({
            description: 'Lowest calibrated probability of MEDIUM and HIGH',
          }),
          calibration: z.object({ method: z.enum(['prior', 'isotonic']) }),
          card,
          serving_since: z.iso.datetime().nullable(),
          not_considered: z.array(z.enum(NOT_CONSIDERED)).openapi({
            description: 'What no version of this model ever sees of a patient',
          }),
        }),
      },
    },
    async ({ c }) => {
      const { identity, model } = served.current()
      const { running, started_at, completed_at, roc_auc, error, n_samples, current_roc_auc } =
        await retraining.status()
      return answerJson(c, {
        model_type: 'RandomForestClassifier',
        n_estimators: model.forest.roots.length,
        features: FEATURES,
        roc_auc: model.manifest.card.metrics.auc,
        model_path: modelPath,
        model_exists: true,
        training_status: {
          running,
          started_at,
          completed_at,
          roc_auc,
          error,
          n_samples,
          current_roc_auc,
        },
        ...identity,
        version: String(identity.version),
        thresholds: model.manifest.thresholds,
        calibration: { method: model.manifest.calibration.method },
        card: model.manifest.card,
        serving_since: (await registry.servingSince())?.toISOString() ?? null,
        not_considered: NOT_CONSIDERED,
      })
    },
  )
}
