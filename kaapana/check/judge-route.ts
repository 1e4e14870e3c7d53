import type { Verdict } from './check.ts'
import type { KaapanaRoute } from './routes.ts'

/** What a route answered. */
export interface RouteAnswer {
  readonly status: number
  /** Where it redirects to. */
  readonly location?: string
  readonly contentType?: string
  /** The answer is the page at `/`, which Kaapana gives for whatever nobody else serves. */
  readonly landingPage: boolean
}

const SIGN_IN =
  /\/auth\/realms\/[^/]+\/protocol\/openid-connect\/auth\b|\/oauth2\/(?:start|sign_in)\b/

/** Without a token: the proxy leads to the sign-in, or refuses. */
export function judgeClosed({ path }: KaapanaRoute, answer: RouteAnswer): Verdict {
  const { status, location } = answer
  if (status === 401 || status === 403) return passed(`${path} answers ${status}.`)
  if (isRedirect(status) && SIGN_IN.test(location ?? ''))
    return passed(`${path} leads to the sign-in.`)
  if (status >= 500) return failed(`${path} answers ${status}. ${fixOf(status)}`)
  return failed(
    `${path} answers ${told(answer)} to somebody who has not signed in. Close the host's 443 until ` +
      'oauth2-proxy and auth-backend are as the charts have them: something else answers.',
  )
}

/** With a token: the service answers. */
export function judgeOpen(route: KaapanaRoute, answer: RouteAnswer): Verdict {
  const { path, kind, extension = false } = route
  const { status, location = '', landingPage } = answer
  if (landingPage && path !== '/') return noRoute(path, extension)
  const ownSignIn = kind === 'own-sign-in' && (status === 401 || isRedirect(status))
  if (ownSignIn) return passed(`${path} answers ${told(answer)}: its own sign-in.`)
  if (isRedirect(status) && SIGN_IN.test(location))
    return failed(`${path} leads to the sign-in in spite of a token. ${fixOf(401)}`)
  if (kind === 'reached' && status < 502 && status !== 401 && status !== 403)
    return passed(`${path} answers ${status}: the service is reached.`)
  if (status >= 400) return failed(`${path} answers ${status}. ${fixOf(status)}`)
  if (kind === 'json' && status !== 204 && !/\bjson\b/.test(answer.contentType ?? ''))
    return failed(`${path} answers ${told(answer)}, which is no JSON: another service answers.`)
  return passed(`${path} answers ${told(answer)}.`)
}

function noRoute(path: string, extension: boolean): Verdict {
  if (extension) return { outcome: 'skipped', detail: `${path}: the extension is not installed.` }
  return failed(
    `${path} answers with the landing page: nothing is routed there. Its Ingress is missing, or its ` +
      'chart is not installed: see the releases, and the log of init-extensions.',
  )
}

const FIXES: readonly [(status: number) => boolean, string][] = [
  [
    (status) => status === 401,
    'oauth2-proxy does not accept the token: the issuer of discovery and its own differ, or the clock.',
  ],
  [
    (status) => status === 403,
    "The policies refuse the user: it needs the realm's role admin; else see the log of auth-backend.",
  ],
  [(status) => status === 404, 'The service is reached and knows no such path: another version?'],
  [
    (status) => status === 502 || status === 503 || status === 504,
    'The proxy reaches no pod behind it: dataspace kaapana status shows which is not ready.',
  ],
  [(status) => status >= 500, 'The service failed: dataspace kaapana logs shows why.'],
]

const fixOf = (status: number): string =>
  FIXES.find(([matches]) => matches(status))?.[1] ?? 'That is none of the known answers.'

const isRedirect = (status: number): boolean => status >= 300 && status < 400

const told = ({ status, location, contentType }: RouteAnswer): string =>
  location !== undefined
    ? `${status} to ${location.replace(/\?.*/s, '')}`
    : contentType === undefined
      ? `${status}`
      : `${status}, ${contentType}`

const passed = (detail: string): Verdict => ({ outcome: 'passed', detail })

const failed = (detail: string): Verdict => ({ outcome: 'failed', detail })
