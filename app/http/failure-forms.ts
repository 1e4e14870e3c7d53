import { z } from '@hono/zod-openapi'
import { FHIR_JSON } from '../fhir-api/content-type.ts'
import { problemSchema, validationSchema } from './failure-schemas.ts'
import { isFhirPath, outcomeOf } from './fhir-problem.ts'
import type { Problem } from './problem.ts'

/** How failures are told below a path: its protocol's clients read nothing else. */
export interface FailureForm {
  type: string
  /** Status and schema of a request that is not valid. */
  invalid: { status: 400 | 422; schema: z.ZodType }
  schema: z.ZodType
  body(problem: Problem, requestId: string): unknown
}

const PROBLEM: FailureForm = {
  type: 'application/problem+json',
  invalid: { status: 422, schema: validationSchema },
  schema: problemSchema,
  body: (problem, requestId) => problem.body(requestId),
}

const inferenceError = z
  .object({ error: z.string() })
  .openapi('InferenceError', { description: 'A failure in the Open Inference Protocol' })

const INFERENCE: FailureForm = {
  type: 'application/json',
  invalid: { status: 400, schema: inferenceError },
  schema: inferenceError,
  body: ({ detail }) => ({
    error:
      typeof detail === 'string'
        ? detail
        : detail.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; '),
  }),
}

const operationOutcome = z.looseObject({ resourceType: z.literal('OperationOutcome') })

const FHIR: FailureForm = {
  type: FHIR_JSON,
  invalid: { status: 422, schema: operationOutcome },
  schema: operationOutcome,
  body: outcomeOf,
}

/** The form of failures at a path: problem+json everywhere but below `/v2` and `/fhir`. */
export function failureForm(path: string): FailureForm {
  if (path === '/v2' || path.startsWith('/v2/')) return INFERENCE
  return isFhirPath(path) ? FHIR : PROBLEM
}
