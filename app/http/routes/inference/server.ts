import { z } from '@hono/zod-openapi'
import { EXTENSIONS } from '../../../inference-protocol/metadata.ts'
import { answerJson } from '../../answer.ts'
import type { Parts } from '../../parts.ts'
import { addRoute } from '../../route.ts'
import { API_VERSION } from '../../version.ts'

/** The tag of all routes of the Open Inference Protocol. */
export const TAG = 'Inference protocol'

/** `/v2` and its health: what the server is, and whether it answers. */
export function addInferenceServerRoutes({ gate, health }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/v2',
      access: 'public',
      tag: TAG,
      summary: 'What serves the Open Inference Protocol here',
      answer: {
        description: 'Server metadata',
        schema: z
          .object({ name: z.string(), version: z.string(), extensions: z.array(z.string()) })
          .openapi('InferenceServer'),
      },
    },
    ({ c }) =>
      answerJson(c, {
        name: 'healthalliance-dataspace',
        version: API_VERSION,
        extensions: EXTENSIONS,
      }),
  )
  addRoute(
    gate,
    {
      method: 'get',
      path: '/v2/health/live',
      access: 'public',
      tag: TAG,
      summary: 'The process answers',
      answer: { description: 'Live', schema: z.object({ live: z.literal(true) }) },
    },
    ({ c }) => answerJson(c, { live: true }),
  )
  addRoute(
    gate,
    {
      method: 'get',
      path: '/v2/health/ready',
      access: 'public',
      tag: TAG,
      summary: 'The model and the database are there',
      answer: {
        description: 'Ready',
        // The specification's text names the member `live`, KServe's client reads `ready`.
        schema: z.object({ live: z.literal(true), ready: z.boolean() }),
      },
      alsoAnswers: [{ status: 503, description: 'Not ready' }],
    },
    async ({ c }) => {
      const { ready } = await health.report()
      return answerJson(c, { live: true, ready }, { status: ready ? 200 : 503 })
    },
  )
}
