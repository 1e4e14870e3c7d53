import type { OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import type { Actor } from '../auth/actor.ts'
import {
  type Access,
  authenticate,
  authenticateForScope,
  type Credentials,
} from './authentication.ts'
import { parseJson, readBody } from './body.ts'
import type { Environment, RequestContext } from './context.ts'
import { failureForm } from './failure-forms.ts'
import { failures } from './failure-schemas.ts'
import { requireInstitution } from './institution.ts'
import { Problem, validationProblem } from './problem.ts'
import type { TokenBuckets } from './token-bucket.ts'
import { type Source, validate } from './validation.ts'

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
export interface Route<
  Body extends z.ZodType,
  Params extends z.ZodType,
  Query extends z.ZodType = z.ZodType,
> {
  method: 'get' | 'post' | 'delete'
  /** Path in OpenAPI's form: `/api/v1/admin/users/{id}`. */
  path: string
  access: Access
  /**
   * Scope of SMART, such as `system/Patient.r`: a `client` route that has one also serves systems with
   * a token that holds it. Such a token opens no other route.
   */
  scope?: string
  tag: string
  summary: string
  body?: {
    schema: Body
    limit?: number
    keys?: number
    /** `form`: the schema is given the fields as texts, and nothing where the type is another. */
    form?: true
    /** Read after the credential was checked: for bodies too large to take from anybody. */
    late?: true
  }
  /** A body the handler reads itself, as bytes, once credential and rate are checked. */
  rawBody?: Record<string, { schema: z.ZodType }>
  params?: Params
  query?: Query
  /**
   * Whether the credential must be bound to an institution, since its own patients are what the route
   * is about; `unless-admin` lets an administrator see all.
   */
  institution?: 'required' | 'unless-admin'
  /**
   * The answer when all is well: JSON of a schema, or another type of content, or nothing (302).
   * `otherTypes` are what else it may be, by what was asked for.
   */
  answer: {
    status?: number
    description: string
    schema?: z.ZodType
    type?: string
    otherTypes?: readonly string[]
  }
  /** Other statuses with a body: of the same schema, as of a health report that is not good, or its own. */
  alsoAnswers?: { status: number; description: string; schema?: z.ZodType }[]
  /** Further statuses it may answer with, beyond those that follow from access and body. */
  refusals?: Record<number, string>
}

/** A checked request. On public routes `actor` is anybody. */
export interface Checked<
  Body extends z.ZodType,
  Params extends z.ZodType,
  Query extends z.ZodType = z.ZodType,
> {
  c: RequestContext
  actor: Actor
  body: z.output<Body>
  params: z.output<Params>
  query: z.output<Query>
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
export function addRoute<Body extends z.ZodType, Params extends z.ZodType, Query extends z.ZodType>(
  gate: Gate,
  route: Route<Body, Params, Query>,
  handle: (request: Checked<Body, Params, Query>) => Response | Promise<Response>,
): void {
  const { app, credentials } = gate
  describeRoute(app, route)
  const { body, params, query, access } = route
  const read = (c: RequestContext): Promise<unknown> | undefined =>
    body && (body.form ? readForm(c, body) : readJson(c, body))
  app[route.method](honoPath(route.path), async (c) => {
    c.set('route', route.path)
    const early = body?.late ? undefined : await read(c)
    const actor = await actorOf(c, route, credentials)
    if (access !== 'public') {
      c.set('actor', actor.id)
      limitRate(gate.rate, actor)
      if (route.institution !== undefined) checkInstitution(route.institution, actor)
    }
    const data = body?.late ? await read(c) : early
    return handle({
      c,
      actor,
      body: checked(body?.schema, data, 'body'),
      params: checked(params, params && c.req.param(), 'path'),
      query: checked(query, query && c.req.query(), 'query'),
    })
  })
}

const actorOf = (
  c: RequestContext,
  { access, scope }: { access: Access; scope?: string },
  credentials: Credentials,
): Actor | Promise<Actor> =>
  access === 'public'
    ? ANYBODY
    : scope === undefined
      ? authenticate(c, access, credentials)
      : authenticateForScope(c, scope, credentials)

const checked = <T extends z.ZodType>(
  schema: T | undefined,
  data: unknown,
  source: Source,
): z.output<T> => (schema === undefined ? undefined : validate(schema, data, source)) as z.output<T>

function checkInstitution(rule: NonNullable<Route<never, never>['institution']>, actor: Actor) {
  if (rule === 'required' || actor.role !== 'admin') requireInstitution(actor)
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

/** The fields of a form; undefined for a body of another type, and for one with a field twice. */
async function readForm(
  c: RequestContext,
  { limit = 64 * KIB }: { limit?: number },
): Promise<Record<string, string> | undefined> {
  const fields = [...new URLSearchParams(await readBody(c, limit))]
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) return undefined
  const form = Object.fromEntries(fields)
  return Object.keys(form).length < fields.length ? undefined : form
}

function describeRoute(app: Application, route: Route<z.ZodType, z.ZodType>): void {
  const { method, path, access, tag, summary, body, params, query, answer, refusals = {} } = route
  const { type = 'application/json', schema, otherTypes = [] } = answer
  const content =
    schema === undefined && answer.type === undefined
      ? {}
      : {
          [type]: { schema: schema ?? TEXT },
          ...Object.fromEntries(otherTypes.map((one) => [one, { schema: TEXT }])),
        }
  const { alsoAnswers = [], institution, scope, rawBody } = route
  const bodyType = body?.form ? 'application/x-www-form-urlencoded' : 'application/json'
  const bodyContent =
    rawBody ?? (body === undefined ? undefined : { [bodyType]: { schema: body.schema } })
  app.openAPIRegistry.registerPath({
    method,
    path,
    tags: [tag],
    summary,
    security: scope === undefined ? SECURITY[access] : [...SECURITY[access], { smart: [scope] }],
    'x-access': access,
    ...(scope === undefined ? {} : { 'x-scope': scope }),
    ...(institution === undefined ? {} : { 'x-institution': institution }),
    request: {
      ...(params === undefined ? {} : { params: params as unknown as z.ZodObject }),
      ...(query === undefined ? {} : { query: query as unknown as z.ZodObject }),
      ...(bodyContent === undefined ? {} : { body: { required: true, content: bodyContent } }),
    },
    responses: {
      [answer.status ?? 200]: { description: answer.description, content },
      ...failures({
        form: failureForm(path),
        access,
        body: bodyContent !== undefined,
        params: params !== undefined || query !== undefined,
        institution: institution !== undefined,
        refusals,
      }),
      ...Object.fromEntries(
        alsoAnswers.map(({ status, description, schema: own }) => [
          status,
          { description, content: own === undefined ? content : { [type]: { schema: own } } },
        ]),
      ),
    },
  })
}

const TEXT = z.string()

/** What a route takes as credential, in OpenAPI's words. */
export const SECURITY: Readonly<Record<Access, Record<string, string[]>[]>> = {
  public: [],
  client: [{ apiKey: [] }, { bearer: [] }, { session: [] }],
  user: [{ bearer: [] }, { session: [] }],
  admin: [{ bearer: [] }, { session: [] }],
  session: [{ session: [] }],
  signed: [{ clientJwt: [] }],
}
