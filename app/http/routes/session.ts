import { z } from '@hono/zod-openapi'
import { csrfTokenOf } from '../../auth/session-id.ts'
import type { Session } from '../../auth/sessions.ts'
import { answerJson } from '../answer.ts'
import { sessionIfAny } from '../authentication.ts'
import type { RequestContext } from '../context.ts'
import { COOKIES, clearCookie, readCookie, setCookie } from '../cookies.ts'
import { checkLogin } from '../login.ts'
import { orNull } from '../nullable.ts'
import type { OwnOrigin } from '../own-origin.ts'
import type { Parts } from '../parts.ts'
import { storable } from '../printable.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { requireOwnPage } from '../same-origin.ts'

const TAG = 'Sign-in'
const PATH = '/api/v1/auth/session'

/** Name and password. */
export const login = z
  .object({ username: storable({ max: 128 }), password: z.string().max(1024) })
  .openapi('Login')

export const session = z
  .object({
    username: z.string(),
    role: z.enum(['admin', 'user']),
    institution_id: z.string().nullable(),
    provider: z.enum(['password', 'oidc']),
    csrf_token: z.string().openapi({
      description: 'To be sent as X-CSRF-Token with every request that changes something',
    }),
    expires_at: z.iso.datetime().openapi({ description: 'It ends then, however much it is used' }),
    idle_seconds: z.int().openapi({ description: 'It ends after so long without a request' }),
  })
  .openapi('Session')

/** A session in the words of the API; its id is in the cookie alone. */
export const sessionView = ({ id, actor, expiresAt }: Session, idleSeconds: number) => ({
  username: actor.username ?? actor.id,
  role: actor.role === 'admin' ? ('admin' as const) : ('user' as const),
  institution_id: actor.institution,
  provider: actor.id.startsWith('oidc:') ? ('oidc' as const) : ('password' as const),
  csrf_token: csrfTokenOf(id),
  expires_at: expiresAt.toISOString(),
  idle_seconds: idleSeconds,
})

/** The cookie of a session that begins. */
export const sessionCookie = ({ id, expiresAt }: Session, own: OwnOrigin): string =>
  setCookie(COOKIES.session, own, { value: id, seconds: (expiresAt.getTime() - Date.now()) / 1000 })

/**
 * This service's origin, where a session may be kept.
 *
 * @throws Problem 400 over plain HTTP from another machine, 403 where another page asks
 */
export function requireOrigin({ gate }: Parts, c: RequestContext): OwnOrigin {
  const own = gate.credentials.ownOrigin(c)
  if (own === undefined)
    throw new Problem(
      400,
      'No sign-in over plain HTTP from another machine: use https, and behind a proxy that ends TLS ' +
        'set PUBLIC_URL or TRUSTED_PROXIES',
    )
  requireOwnPage(c, own)
  return own
}

/** Sessions of browsers: sign in, see who is signed in, sign out. */
export function addSessionRoutes(parts: Parts): void {
  const { gate, oidcSignIn } = parts
  const { sessions } = gate.credentials
  addRoute(
    gate,
    {
      method: 'get',
      path: PATH,
      access: 'public',
      tag: TAG,
      summary: "This browser's session, and how one may sign in",
      answer: {
        description: 'The session; null where there is none',
        schema: z.object({
          session: orNull(session),
          sign_in: z.object({
            password: z.literal(true),
            oidc: z.string().nullable().openapi({ description: 'Where the browser goes for it' }),
          }),
        }),
      },
    },
    async ({ c }) => {
      const found = await sessionIfAny(c, gate.credentials)
      return answerJson(c, {
        session: found === undefined ? null : sessionView(found, sessions.idleSeconds),
        sign_in: { password: true, oidc: oidcSignIn === undefined ? null : '/api/v1/auth/oidc' },
      })
    },
  )
  addSignIn(parts)
  addSignOut(parts)
}

function addSignIn(parts: Parts): void {
  const { gate } = parts
  const { sessions } = gate.credentials
  addRoute(
    gate,
    {
      method: 'post',
      path: PATH,
      access: 'public',
      tag: TAG,
      summary: 'Sign a browser in: the session is in a cookie that no script can read',
      body: { schema: login },
      answer: { description: 'The session', schema: z.object({ session }) },
      refusals: {
        400: 'Plain HTTP from another machine, or JSON too deep or too wide',
        401: 'Wrong name or password',
        403: 'Asked by another origin',
        429: 'Too many failed logins',
      },
    },
    async ({ c, body }) => {
      const own = requireOrigin(parts, c)
      const user = await checkLogin(parts, c, { login: body, details: { session: 'password' } })
      // A new id at every sign-in: whoever planted the old one has nothing.
      const old = readCookie(c, COOKIES.session, own)
      if (old !== undefined) await sessions.end(old)
      const begun = await sessions.begin({ userId: user.id })
      return answerJson(
        c,
        { session: sessionView(begun, sessions.idleSeconds) },
        { headers: { 'set-cookie': sessionCookie(begun, own) } },
      )
    },
  )
}

function addSignOut(parts: Parts): void {
  const { gate, oidcSignIn, recordEvent } = parts
  const { sessions } = gate.credentials
  addRoute(
    gate,
    {
      method: 'delete',
      path: PATH,
      access: 'session',
      tag: TAG,
      summary: 'Sign out: the session ends at once, for all replicas',
      answer: {
        description: 'Signed out',
        schema: z.object({
          status: z.literal('signed-out'),
          provider_sign_out: z.string().nullable().openapi({
            description: 'Where the browser may end its session at the identity provider too',
          }),
        }),
      },
    },
    async ({ c, actor }) => {
      const own = requireOrigin(parts, c)
      const found = c.get('session')
      if (found !== undefined) await sessions.end(found.id)
      await recordEvent({
        kind: 'logout',
        actor: actor.id,
        institution: actor.institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: {},
      })
      const provided = actor.id.startsWith('oidc:')
      const url = provided ? await oidcSignIn?.signOutUrl() : undefined
      return answerJson(
        c,
        { status: 'signed-out', provider_sign_out: url ?? null },
        { headers: { 'set-cookie': clearCookie(COOKIES.session, own) } },
      )
    },
  )
}
