import { z } from '@hono/zod-openapi'
import { modelMetadata } from '../../../inference-protocol/metadata.ts'
import type { ModelIdentity, ServedModel } from '../../../serving/served-model.ts'
import { answerJson } from '../../answer.ts'
import type { Parts } from '../../parts.ts'
import { Problem } from '../../problem.ts'
import { addRoute } from '../../route.ts'
import { modelMetadataAnswer } from './schemas.ts'
import { TAG } from './server.ts'

/** What a path names: a model, and a version of it. */
const modelParams = z.object({
  name: z.string().openapi({ example: 'readmission-forest' }),
  version: z.string().openapi({ example: '1' }),
})

/** The paths of a model's routes: without a version, and with one. */
export const MODEL_PATHS = [
  { path: '/v2/models/{name}', params: modelParams.omit({ version: true }) },
  { path: '/v2/models/{name}/versions/{version}', params: modelParams },
] as const

/** What every route of a model refuses. */
export const NO_SUCH_MODEL = { 404: 'Not the model in service, or not the version that serves' }

/**
 * The model in service, if it is the one a path names.
 *
 * @throws Problem 404 for another model or version; it says which one serves
 */
export function namedModel(
  served: ServedModel,
  { name, version }: { name: string; version?: string | undefined },
): ModelIdentity {
  const { identity } = served.current()
  const serving = `'${identity.name}' serves, in version ${identity.version}`
  if (name !== identity.name) throw new Problem(404, `No such model: ${serving}`)
  if (version !== undefined && version !== String(identity.version))
    throw new Problem(404, `This version does not serve: ${serving}`)
  return identity
}

/** `GET /v2/models/{name}[/versions/{version}][/ready]`: the model's metadata and readiness. */
export function addInferenceModelRoutes({ gate, served, health }: Parts): void {
  for (const { path, params } of MODEL_PATHS) {
    addRoute(
      gate,
      {
        ...{ method: 'get', path, access: 'client', tag: TAG, params },
        summary: 'The inputs and outputs of the model in service',
        answer: { description: 'Model metadata', schema: modelMetadataAnswer },
        refusals: NO_SUCH_MODEL,
      },
      ({ c, params }) => answerJson(c, modelMetadata(namedModel(served, params))),
    )
    addRoute(
      gate,
      {
        ...{ method: 'get', path: `${path}/ready`, access: 'client', tag: TAG, params },
        summary: 'Whether the model can be asked',
        answer: {
          description: 'Ready',
          schema: z.object({ name: z.string(), ready: z.literal(true) }),
        },
        refusals: { ...NO_SUCH_MODEL, 503: 'Not ready' },
      },
      async ({ c, params }) => {
        const { name } = namedModel(served, params)
        const { ready } = await health.report()
        if (!ready) throw new Problem(503, 'The service is not ready')
        return answerJson(c, { name, ready })
      },
    )
  }
}
