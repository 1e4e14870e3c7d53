import { isCsrfToken } from '../auth/session-id.ts'
import type { RequestContext } from './context.ts'
import type { OwnOrigin } from './own-origin.ts'
import { Problem } from './problem.ts'

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/** Header that repeats the session's token. */
export const CSRF_HEADER = 'x-csrf-token'

/**
 * Whether a page of this service made the request. Browsers say so in Sec-Fetch-Site, which no script
 * can write; where it is missing, Origin must be ours or missing too, as from programs, which nobody
 * can make send a cookie they do not have. A neighbour on another port is the same site, but not the
 * same origin.
 */
export function isFromOwnPage(c: RequestContext, own: OwnOrigin): boolean {
  const site = c.req.header('sec-fetch-site')
  if (site !== undefined)
    return site === 'same-origin' || (site === 'none' && SAFE_METHODS.has(c.req.method))
  const origin = c.req.header('origin')
  return origin === undefined || origin === own.origin
}

/**
 * Refuses a request with a session's cookie that another page may have caused.
 *
 * @throws Problem 403 for another origin, and for a change without the session's token
 */
export function requireOwnPage(c: RequestContext, own: OwnOrigin, sessionId?: string): void {
  if (!isFromOwnPage(c, own))
    throw new Problem(403, 'Sessions serve the pages of this service; another origin sent this')
  if (sessionId === undefined || SAFE_METHODS.has(c.req.method)) return
  if (!isCsrfToken(c.req.header(CSRF_HEADER), sessionId))
    throw new Problem(403, `A change by session needs its token in the header ${CSRF_HEADER}`)
}
