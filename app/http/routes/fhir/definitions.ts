import { z } from '@hono/zod-openapi'
import { CODE_SYSTEM_ID, codeSystem } from '../../../fhir-api/code-system.ts'
import { PREDICT, predictDefinition } from '../../../fhir-api/operation-definition.ts'
import type { Resource } from '../../../fhir-api/resource.ts'
import { FhirProblem } from '../../fhir-problem.ts'
import { answerTagged } from './answer-resource.ts'
import type { FhirRoute } from './fhir-route.ts'

/** What anybody may read to understand the answers: the operation, and the codes of our own. */
export const definitions = (): FhirRoute[] => [
  definition('OperationDefinition', { id: PREDICT, make: predictDefinition }),
  definition('CodeSystem', { id: CODE_SYSTEM_ID, make: codeSystem }),
]

const definition = (
  type: string,
  known: { id: string; make: (base: string) => Resource },
): FhirRoute => ({
  method: 'get',
  path: `/fhir/${type}/{id}`,
  summary: `The ${type} "${known.id}"`,
  scope: null,
  capability: { type, interaction: 'read', etag: true },
  params: z.object({ id: z.string() }),
  answers: type,
  refusals: { 304: 'Unchanged', 404: `Another ${type}` },
  handle: ({ c, base }) => {
    if (c.req.param('id') !== known.id)
      throw new FhirProblem(404, {
        code: 'not-found',
        text: `There is one ${type} here: ${known.id}`,
      })
    return answerTagged(c, known.make(base))
  },
})
