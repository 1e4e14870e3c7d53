import type { OpenAPIHono } from '@hono/zod-openapi'
import type { z } from 'zod'
import type { Actor } from '../auth/actor.ts'
import { type Access, authenticate, type Credentials } from './authentication.ts'
import { parseJson, readBody } from './body.ts'
import type { Environment, RequestContext } from './context.ts'
import { failures } from './failure-schemas.ts'
import { Problem, validationProblem } from './problem.ts'
import type { TokenBuckets } from './token-bucket.ts'
import { validate } from './validation.ts'

const KIB = 1024

/** The application every route is added to. */
export type Application = OpenAPIHono<Environment>

/** What is the same for every route. */
export interface Gate {
  app: Application
  credentials: Credentials
  /** Patients an institution may have scored; other requests count as one. */
  rate: TokenBuckets
}

/** One route: what it takes, who may call it, what it answers. OpenAPI is made from the same. */
export interface Route<Body extends z.ZodType, Params extends z.ZodType> {
  method: 'get' | 'post' | 'delete'
  /** Path in OpenAPI's form: `/api/v1/admin/users/{id}`. */
  path: string
  access: Access
  tag: string
  summary: string
  body?: { schema: Body; limit?: number; keys?: number }
  params?: Params
  /** The answer when all is well. */
  answer: { status?: number; description: string; schema: z.ZodType }
  /** The same answer with another status, such as a health report that is not good. */
  alsoAnswers?: { status: number; description: string }
  /** Further statuses it may answer with, beyond those that follow from access and body. */
  refusals?: Record<number, string>
}

/** A checked request. `actor` is null on public routes only. */
export interface Checked<Body extends z.ZodType, Params extends z.ZodType> {
  c: RequestContext
  actor: Actor
  body: z.output<Body>
  params: z.output<Params>
}

const ANYBODY: Actor = Object.freeze({
  id: 'anybody',
  role: 'user',
  institution: null,
  username: null,
})

/**
 * Adds a route. Requests are checked in the original's order: size and JSON syntax, credentials,
 * rate, then fields; only a request that passes all of it reaches the handler.
 */
export function addRoute<Body extends z.ZodType, Params extends z.ZodType>(
  gate: Gate,
  route: Route<Body, Params>,
  handle: (request: Checked<Body, Params>) => Response | Promise<Response>,
): void {
  const { app, credentials } = gate
  describeRoute(app, route)
  const { body, params, access } = route
  app[route.method](honoPath(route.path), async (c) => {
    c.set('route', route.path)
    const data = body === undefined ? undefined : await readJson(c, body)
    const actor = access === 'public' ? ANYBODY : await authenticate(c, access, credentials)
    if (access !== 'public') {
      c.set('actor', actor.id)
      limitRate(gate.rate, actor)
    }
    return handle({
      c,
      actor,
      body: (body === undefined ? undefined : validate(body.schema, data)) as z.output<Body>,
      params: (params === undefined
        ? undefined
        : validate(params, c.req.param(), 'path')) as z.output<Params>,
    })
  })
}

/** Counts a request, or the further patients of a batch, against its institution. */
export function limitRate(rate: TokenBuckets, actor: Actor, patients = 1): void {
  const wait = rate.take(actor.institution ?? actor.id, patients)
  if (wait === 0) return
  throw new Problem(429, 'Too many requests from this institution; wait as Retry-After says', {
    headers: { 'retry-after': String(Math.ceil(wait)) },
  })
}

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1')

async function readJson(
  c: RequestContext,
  { limit = 64 * KIB, keys }: { limit?: number; keys?: number },
): Promise<unknown> {
  const text = await readBody(c, limit)
  const type = c.req.header('content-type')
  if (type !== undefined && !/^application\/([\w.-]+\+)?json\b/i.test(type))
    throw validationProblem([
      {
        type: 'model_attributes_type',
        loc: ['body'],
        msg: 'The Content-Type must be application/json',
      },
    ])
  return parseJson(text, keys)
}

function describeRoute<B extends z.ZodType, P extends z.ZodType>(
  app: Application,
  route: Route<B, P>,
): void {
  const { method, path, access, tag, summary, body, params, answer, refusals = {} } = route
  const content = { 'application/json': { schema: answer.schema } }
  const { alsoAnswers } = route
  app.openAPIRegistry.registerPath({
    method,
    path,
    tags: [tag],
    summary,
    ...(access === 'public' ? { security: [] } : {}),
    ...(access === 'client' ? { security: [{ apiKey: [] }, { bearer: [] }] } : {}),
    ...(access === 'user' || access === 'admin' ? { security: [{ bearer: [] }] } : {}),
    request: {
      ...(params === undefined ? {} : { params: params as unknown as z.ZodObject }),
      ...(body === undefined
        ? {}
        : { body: { required: true, content: { 'application/json': { schema: body.schema } } } }),
    },
    responses: {
      [answer.status ?? 200]: { description: answer.description, content },
      ...failures({ access, body: body !== undefined, params: params !== undefined, refusals }),
      ...(alsoAnswers === undefined
        ? {}
        : { [alsoAnswers.status]: { description: alsoAnswers.description, content } }),
    },
  })
}
