import createClient, { type Middleware } from 'openapi-fetch'
import type { components, paths } from '../../../client/api-types.ts'

/** A schema of the OpenAPI document by its name. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

/** The session of this browser as the service tells it. */
export type Session = NonNullable<Schema<'Session'>>

/** What the service refused, or that it could not be reached (`status` 0). */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly status: number
  /** Problems of fields by their path in the body. */
  readonly fields: ReadonlyMap<string, string>
  readonly requestId: string | undefined

  constructor(status: number, problem: unknown) {
    const { title, detail, errors, request_id } = readProblem(problem)
    super(typeof detail === 'string' ? detail : (title ?? 'The service did not answer'))
    this.status = status
    this.fields = new Map((errors ?? []).map(({ path, message }) => [path, message]))
    this.requestId = request_id
  }
}

interface ProblemParts {
  title?: string
  detail?: unknown
  errors?: { path: string; message: string }[]
  request_id?: string
}

const readProblem = (problem: unknown): ProblemParts =>
  typeof problem === 'object' && problem !== null ? problem : {}

/** Hears of a session that may have ended; set by the session's provider. */
const ended = new Set<() => void>()

/** Calls back when an answer says that the session may have ended. Returns the way to stop. */
export function onSessionEnd(listener: () => void): () => void {
  ended.add(listener)
  return () => ended.delete(listener)
}

let csrfToken: string | undefined

/** The token that goes with every request that changes something; undefined when signed out. */
export const setCsrfToken = (token: string | undefined): void => {
  csrfToken = token
}

const guard: Middleware = {
  onRequest: ({ request }) => {
    if (csrfToken !== undefined && request.method !== 'GET')
      request.headers.set('x-csrf-token', csrfToken)
    return request
  },
  onResponse: ({ response }) => {
    // Routes that keys may use too answer 403 where no cookie came; whether it ended is then asked.
    const mayHaveEnded = response.status === 401 || response.status === 403
    if (mayHaveEnded && csrfToken !== undefined) for (const tell of ended) tell()
    return undefined
  },
}

/** The routes of the service, called with this browser's session. */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin' })
api.use(guard)

/**
 * What a call answered.
 *
 * @throws ApiError for what the service refused, and where no answer came
 */
export async function answerOf<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call.catch(() => {
    throw new ApiError(0, undefined)
  })
  if (data === undefined) throw new ApiError(response.status, error)
  return data
}
