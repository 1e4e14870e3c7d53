import { z } from '@hono/zod-openapi'
import { BUNDLE_TYPES } from '../../fhir/bundle.ts'
import {
  BodyTooLargeError,
  BundleTypeError,
  MalformedBodyError,
  NotAListError,
} from '../../fhir/problems.ts'
import { answerJson } from '../answer.ts'
import { tooLarge } from '../body.ts'
import type { RequestContext } from '../context.ts'
import { requireInstitution } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { Problem, validationProblem } from '../problem.ts'
import { addRoute } from '../route.ts'

const LIMIT = 10 * 1024 * 1024

const record = z.looseObject({ resourceType: z.string(), id: z.string() }).openapi('FhirResource', {
  description: 'A FHIR R4 Patient, Encounter, Condition or MedicationRequest',
})

const bundle = z
  .looseObject({
    resourceType: z.literal('Bundle'),
    type: z.enum(BUNDLE_TYPES),
    entry: z.array(z.looseObject({ resource: record })).optional(),
  })
  .openapi('FhirBundle')

const report = z
  .object({
    accepted: z.int().min(0),
    rejected: z.int().min(0),
    errors: z.array(z.string()).openapi({ description: 'A text for each rejected record' }),
    created: z.int().min(0),
    updated: z.int().min(0),
    unchanged: z.int().min(0),
    outcomes: z
      .array(z.object({ index: z.int(), outcome: z.looseObject({ resourceType: z.string() }) }))
      .openapi({ description: 'The same reasons as FHIR OperationOutcome resources' }),
  })
  .openapi('IngestReport')

/**
 * `POST /api/v1/data/ingest`: FHIR resources into the institution's own store. Unlike the other
 * routes it checks the credential first and then reads the body as it comes, up to 10 MiB.
 */
export function addIngestRoute({ gate, records }: Parts): void {
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/data/ingest',
      access: 'client',
      institution: 'required',
      tag: 'Patients',
      summary:
        'Store FHIR R4 resources; direct identifiers are dropped, ids become pseudonyms, and a bad ' +
        'record does not fail the others',
      rawBody: {
        'application/json': { schema: z.array(record) },
        'application/fhir+json': { schema: z.union([bundle, z.array(record)]) },
        'application/fhir+ndjson': { schema: z.string() },
      },
      answer: { description: 'What became of each record', schema: report },
    },
    async ({ c, actor }) => {
      const institution = requireInstitution(actor)
      const contentType = c.req.header('content-type') ?? 'application/json'
      try {
        return answerJson(c, await records.ingest({ institution, contentType, body: limited(c) }))
      } catch (error) {
        if (error instanceof NotAListError)
          throw validationProblem([
            { type: 'list_type', loc: ['body'], msg: 'Input should be a valid list' },
          ])
        if (error instanceof BundleTypeError)
          throw validationProblem([
            {
              type: 'enum',
              loc: ['body', 'type'],
              msg: `Input should be ${BUNDLE_TYPES.join(', ')}`,
            },
          ])
        if (error instanceof BodyTooLargeError) throw new Problem(413, error.message)
        if (error instanceof MalformedBodyError)
          throw validationProblem([
            { type: 'json_invalid', loc: ['body'], msg: 'JSON decode error' },
          ])
        throw error
      }
    },
  )
}

async function* limited(c: RequestContext): AsyncGenerator<Uint8Array> {
  if (Number(c.req.header('content-length') ?? 0) > LIMIT) throw tooLarge(LIMIT)
  let bytes = 0
  for await (const chunk of c.req.raw.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > LIMIT) throw tooLarge(LIMIT)
    yield chunk
  }
}
