import { type Capability, capabilityStatement } from '../../../fhir-api/capability-statement.ts'
import type { Application } from '../../route.ts'
import { API_VERSION } from '../../version.ts'
import { answerTagged } from './answer-resource.ts'
import type { FhirRoute } from './fhir-route.ts'

/** Where SMART backend services get tokens, if that route is there. */
const TOKEN_PATH = '/fhir/auth/token'

/** `GET /fhir/metadata`: what the routes are, so that it cannot say anything else. */
export function metadata(app: Application, routes: readonly FhirRoute[]): FhirRoute {
  const since = new Date()
  const capabilities: Capability[] = routes.flatMap(({ capability }) => capability ?? [])
  return {
    method: 'get',
    path: '/fhir/metadata',
    summary: 'The CapabilityStatement: which FHIR interactions and operations there are',
    scope: null,
    answers: 'CapabilityStatement',
    refusals: { 304: 'Unchanged' },
    handle: ({ c, base }) => {
      const hasTokens = app.routes.some(({ path }) => path === TOKEN_PATH)
      const tokenUrl = hasTokens ? `${base}/auth/token` : undefined
      const facts = { base, since, version: API_VERSION, tokenUrl }
      return answerTagged(c, capabilityStatement(facts, capabilities))
    },
  }
}
