import { z } from '@hono/zod-openapi'
import { type OidcResult, SIGN_IN_SECONDS } from '../../auth/oidc-sign-in.ts'
import { answerText } from '../answer.ts'
import type { RequestContext } from '../context.ts'
import { COOKIES, clearCookie, readCookie, setCookie } from '../cookies.ts'
import type { OwnOrigin } from '../own-origin.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { sessionCookie } from './session.ts'

const TAG = 'Sign-in'
const PATH = '/api/v1/auth/oidc'
const CALLBACK = `${PATH}/callback`
const HOME = '/console/'

/** Pages of the console alone: the parameter must not become a way to send people elsewhere. */
const page = z
  .string()
  .max(512)
  .regex(/^\/console\/(?!.*\.\.)[\w\-./?=&%]*$/, 'must be a path below /console/')
  .default(HOME)

/** Sign-in at the organisation's identity provider, by navigation of the browser. */
export function addOidcRoutes(parts: Parts): void {
  const { gate, oidcSignIn } = parts
  addRoute(
    gate,
    {
      method: 'get',
      path: PATH,
      access: 'public',
      tag: TAG,
      summary: 'Sign in at the identity provider: open it in the browser, do not fetch it',
      query: z.object({ return_to: page }),
      answer: { status: 302, description: 'To the identity provider' },
      refusals: {
        400: 'Plain HTTP from another machine',
        404: 'No identity provider is configured for browsers',
        503: 'The identity provider cannot be reached',
      },
    },
    async ({ c, query }) => {
      if (oidcSignIn === undefined)
        throw new Problem(404, 'No identity provider is configured for browsers')
      const own = originOf(parts, c)
      const { url, sealed } = await oidcSignIn
        .start(`${own.origin}${CALLBACK}`, query.return_to)
        .catch((cause: unknown) => {
          throw new Problem(503, 'The identity provider cannot be reached', { cause })
        })
      const cookie = setCookie(COOKIES.signIn, own, { value: sealed, seconds: SIGN_IN_SECONDS })
      return answerText(c, null, { status: 302, headers: { location: url, 'set-cookie': cookie } })
    },
  )
  addCallback(parts)
}

function addCallback(parts: Parts): void {
  const { gate, oidcSignIn } = parts
  addRoute(
    gate,
    {
      method: 'get',
      path: CALLBACK,
      access: 'public',
      tag: TAG,
      summary: 'Where the identity provider sends the browser back to',
      answer: {
        status: 302,
        description:
          'To the console; with ?sign_in=expired, failed, no-role or unreachable where nobody signed in',
      },
      refusals: { 404: 'No identity provider is configured for browsers' },
    },
    async ({ c }) => {
      if (oidcSignIn === undefined)
        throw new Problem(404, 'No identity provider is configured for browsers')
      const own = originOf(parts, c)
      const { search } = new URL(c.req.url)
      const result = await oidcSignIn
        .finish(new URL(`${own.origin}${CALLBACK}${search}`), readCookie(c, COOKIES.signIn, own))
        .catch((): { refused: 'unreachable' } => ({ refused: 'unreachable' }))
      return await answerResult(parts, c, { own, result })
    },
  )
}

async function answerResult(
  { gate, recordEvent }: Parts,
  c: RequestContext,
  { own, result }: { own: OwnOrigin; result: OidcResult | { refused: 'unreachable' } },
): Promise<Response> {
  const { sessions } = gate.credentials
  const signedIn = 'actor' in result ? result.actor : undefined
  await recordEvent({
    kind: 'login',
    actor: signedIn?.id ?? 'anybody',
    institution: signedIn?.institution ?? null,
    outcome: signedIn === undefined ? 'denied' : 'ok',
    requestId: c.get('requestId'),
    details: { session: 'oidc', ...('refused' in result && { reason: result.refused }) },
  })
  const redirect = (location: string, cookies: string[]): Response => {
    const answer = answerText(c, null, { status: 302, headers: { location } })
    for (const cookie of cookies) answer.headers.append('set-cookie', cookie)
    return answer
  }
  const cleared = clearCookie(COOKIES.signIn, own)
  if ('refused' in result) return redirect(`${HOME}?sign_in=${result.refused}`, [cleared])
  const old = readCookie(c, COOKIES.session, own)
  if (old !== undefined) await sessions.end(old)
  const begun = await sessions.begin({ provided: result.actor })
  return redirect(result.returnTo, [cleared, sessionCookie(begun, own)])
}

/** The browser arrives here by navigation, also from the provider's pages: no origin is asked for. */
function originOf({ gate }: Parts, c: RequestContext): OwnOrigin {
  const own = gate.credentials.ownOrigin(c)
  if (own === undefined)
    throw new Problem(400, 'No sign-in over plain HTTP from another machine: use https')
  return own
}
