import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** What is wrong with one member of a request. */
export interface MemberError {
  /** Where, as a dotted path: `patients.3.age`. */
  path: string
  message: string
}

/** The validation detail clients of the original service parse (pydantic's form, without the input). */
export interface ValidationDetail {
  /** Kind of the error, e.g. `missing`, `int_type`, `less_than_equal`. */
  type: string
  /** Where: `["body", "age"]`. */
  loc: (string | number)[]
  msg: string
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  408: 'Request Timeout',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/**
 * A request that cannot be served, answered as problem+json (RFC 9457). `detail` keeps the texts of
 * the original service; at 422 it is the list its clients parse, and `errors` says the same in short.
 */
export class Problem extends Error {
  override name = 'Problem'
  readonly status: ContentfulStatusCode
  readonly detail: string | ValidationDetail[]
  readonly errors: MemberError[] | undefined
  readonly headers: Record<string, string>

  constructor(
    status: ContentfulStatusCode,
    detail: string | ValidationDetail[],
    more: { errors?: MemberError[]; headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(typeof detail === 'string' ? detail : 'Validation failed', { cause: more.cause })
    this.status = status
    this.detail = detail
    this.errors = more.errors
    this.headers = more.headers ?? {}
  }

  /** The response body. */
  body(requestId: string): Record<string, unknown> {
    return {
      type: 'about:blank',
      title: TITLES[this.status] ?? 'Error',
      status: this.status,
      detail: this.detail,
      ...(this.errors === undefined ? {} : { errors: this.errors }),
      request_id: requestId,
    }
  }
}

/** A 422 from validation details; `errors` is derived from them. */
export const validationProblem = (details: ValidationDetail[]): Problem =>
  new Problem(422, details, {
    errors: details.map(({ loc, msg }) => ({
      path: loc.slice(loc[0] === 'body' && loc.length > 1 ? 1 : 0).join('.'),
      message: msg,
    })),
  })
