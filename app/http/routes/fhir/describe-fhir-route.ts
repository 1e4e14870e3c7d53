import { z } from '@hono/zod-openapi'
import { FHIR_JSON } from '../../../fhir-api/content-type.ts'
import { type Application, SECURITY } from '../../route.ts'
import type { FhirRoute } from './fhir-route.ts'

const outcome = z
  .looseObject({
    resourceType: z.literal('OperationOutcome'),
    id: z.string(),
    issue: z.array(
      z.looseObject({ severity: z.string(), code: z.string(), diagnostics: z.string() }),
    ),
  })
  .openapi('OperationOutcome', {
    description: 'FHIR R4 OperationOutcome; its id is the id of the request in the log',
  })

const EVERYWHERE = { 406: 'The caller wants no JSON' }
const WITH_CREDENTIAL = {
  401: 'No usable credential',
  403: 'The credential is bound to no institution, or does not allow this',
  429: 'Too many requests',
  503: 'A part the answer needs is down; nothing was done',
}
const WITH_BODY = {
  400: 'The body cannot be read',
  413: 'Body too large',
  415: 'The body is of another media type',
}

/** Tells the OpenAPI document of a route of the FHIR API. */
export function describeFhirRoute(app: Application, route: FhirRoute): void {
  const { method, path, summary, scope, params, query, body, answers, refusals = {} } = route
  const access = scope === null ? 'public' : 'client'
  const failures = {
    ...EVERYWHERE,
    ...(scope === null ? {} : WITH_CREDENTIAL),
    ...(body === undefined ? {} : WITH_BODY),
    ...refusals,
  }
  const resource = z.looseObject({ resourceType: z.literal(answers) })
  app.openAPIRegistry.registerPath({
    method,
    path,
    tags: ['FHIR'],
    summary,
    security: scope === null ? SECURITY[access] : [...SECURITY[access], { smart: [scope] }],
    'x-access': access,
    ...(scope === null ? {} : { 'x-institution': 'required', 'x-scope': scope }),
    request: {
      ...(params === undefined ? {} : { params }),
      ...(query === undefined ? {} : { query }),
      ...(body === undefined
        ? {}
        : { body: { required: body.required, content: { [body.type]: { schema: body.schema } } } }),
    },
    responses: {
      200: { description: `FHIR R4 ${answers}`, content: { [FHIR_JSON]: { schema: resource } } },
      ...Object.fromEntries(
        Object.entries(failures).map(([status, description]) => [
          status,
          status === '304'
            ? { description }
            : { description, content: { [FHIR_JSON]: { schema: outcome } } },
        ]),
      ),
    },
  })
}
