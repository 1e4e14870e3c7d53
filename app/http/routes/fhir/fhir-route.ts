import type { z } from '@hono/zod-openapi'
import type { Actor } from '../../../auth/actor.ts'
import type { Capability } from '../../../fhir-api/capability-statement.ts'
import { takesJson } from '../../../fhir-api/content-type.ts'
import { authenticateForScope, NoCredential } from '../../authentication.ts'
import type { RequestContext } from '../../context.ts'
import { FhirProblem } from '../../fhir-problem.ts'
import { requireInstitution } from '../../institution.ts'
import { Problem } from '../../problem.ts'
import { type Gate, limitRate } from '../../route.ts'
import { describeFhirRoute } from './describe-fhir-route.ts'

/** What a route of the FHIR API takes as its body. */
export interface FhirBody {
  /** Media type of the body, as the OpenAPI document names it. */
  type: string
  schema: z.ZodType
  required: boolean
}

/** One route of the FHIR API. The CapabilityStatement and OpenAPI are made from the same. */
export interface FhirRoute {
  method: 'get' | 'post'
  /** Whole path in OpenAPI's form: `/fhir/RiskAssessment/{id}`. */
  path: string
  summary: string
  /**
   * SMART scope that a token of backend services needs for it; null for what anybody may read. All
   * others are for credentials of one institution alone.
   */
  scope: string | null
  /** What it adds to the CapabilityStatement. */
  capability?: Capability
  params?: z.ZodObject
  query?: z.ZodObject
  body?: FhirBody
  /** Type of the resource it answers with. */
  answers: string
  /** Further statuses it may answer with, beyond those of every route. */
  refusals?: Record<number, string>
  handle(request: FhirRequest): Response | Promise<Response>
}

/** A request that may be carried out. */
export interface FhirRequest {
  c: RequestContext
  actor: Actor
  /** The caller's institution; empty on public routes. */
  institution: string
  /** Address of the FHIR API as the caller sees it, without a slash at its end. */
  base: string
}

const ANYBODY: Actor = { id: 'anybody', role: 'user', institution: null, username: null }

/**
 * Adds a route of the FHIR API. Checked in this order: the answer's format, credentials, rate,
 * institution; the body is the handler's, so that nobody unknown sends one.
 */
export function addFhirRoute(gate: Gate, route: FhirRoute): void {
  describeFhirRoute(gate.app, route)
  gate.app[route.method](route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    c.set('route', route.path)
    requireJsonAnswer(c)
    const base = `${originOf(c, gate)}/fhir`
    if (route.scope === null) return route.handle({ c, actor: ANYBODY, institution: '', base })
    const actor = await authenticateForScope(c, route.scope, gate.credentials).catch(asUnauthorized)
    c.set('actor', actor.id)
    limitRate(gate.rate, actor)
    return route.handle({ c, actor, institution: requireInstitution(actor), base })
  })
}

/** @throws FhirProblem 406 for a caller who wants no JSON, such as XML alone */
function requireJsonAnswer(c: RequestContext): void {
  if (takesJson(c.req.header('accept'), c.req.query('_format'))) return
  throw new FhirProblem(406, {
    code: 'not-supported',
    text: 'This server answers FHIR R4 as JSON alone; allowed: Accept: application/fhir+json, or _format=json',
  })
}

function asUnauthorized(error: unknown): never {
  if (!(error instanceof NoCredential)) throw error
  throw new Problem(401, 'A credential is needed: a token, or the key of an institution', {
    headers: { 'www-authenticate': 'Bearer' },
  })
}

const originOf = (c: RequestContext, { credentials }: Gate): string =>
  credentials.ownOrigin(c)?.origin ?? new URL(c.req.url).origin
