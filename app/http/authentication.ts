import type { Actor } from '../auth/actor.ts'
import type { Oidc } from '../auth/oidc.ts'
import type { Session, Sessions } from '../auth/sessions.ts'
import { holdsScope } from '../auth/smart/scopes.ts'
import type { TokenClaims, Tokens } from '../auth/tokens.ts'
import type { ClientAssertions } from '../auth/trusted/client-assertions.ts'
import { bearer } from './bearer.ts'
import type { RequestContext } from './context.ts'
import { COOKIES, readCookie } from './cookies.ts'
import type { OwnOrigin } from './own-origin.ts'
import { Problem } from './problem.ts'
import { isFromOwnPage, requireOwnPage } from './same-origin.ts'
import { actorOfSigned } from './signed-request.ts'

/**
 * Who may call a route: `client` an institution's key or any user, `user` any user, `admin`
 * administrators, `session` any user, by session alone, `signed` a registered system's CDS client, by
 * a JWT that it signed for this very request. Users come with a token or a session.
 */
export type Access = 'public' | 'client' | 'user' | 'admin' | 'session' | 'signed'

/** What authentication asks of the rest of the service. */
export interface Credentials {
  /** The institution of an API key. */
  apiKey(key: string): Actor | undefined | Promise<Actor | undefined>
  tokens: Tokens
  /** The user of a token, if he still exists. */
  user(claims: TokenClaims): Promise<Actor | undefined>
  /** The organisation's identity provider, where there is one. */
  oidc: Oidc | undefined
  sessions: Sessions
  /** This service as the request's browser sees it; undefined where no session may be kept. */
  ownOrigin(c: RequestContext): OwnOrigin | undefined
  /** Tokens that registered systems sign. */
  assertions: ClientAssertions
  /** The system of an access token of SMART, if its registration still stands. */
  system(token: string): Promise<Actor | undefined>
  /** This service's address as registered systems must name it; undefined where nobody told it. */
  signedOrigin(c: RequestContext): string | undefined
}

/** Nobody known is calling: 403 as in the original; FHIR's clients expect 401. */
export class NoCredential extends Problem {
  override name = 'NoCredential'

  constructor() {
    super(403, 'Invalid or missing authentication')
  }
}

/**
 * Finds out who is calling.
 *
 * @throws Problem 401 or 403 with the original's texts: a bad token is 401 even beside a bad key,
 *   no usable credential is 403 for `client` routes and 401 for the others.
 */
export async function authenticate(
  c: RequestContext,
  access: Exclude<Access, 'public'>,
  credentials: Credentials,
): Promise<Actor> {
  if (access === 'signed') return await actorOfSigned(c, credentials)
  const actor =
    (access === 'client' ? await actorOfKey(c, credentials) : undefined) ??
    (await userOf(c, access, credentials))
  if (access === 'admin' && actor.role !== 'admin') throw new Problem(403, 'Admin access required')
  return actor
}

/**
 * Who calls a route of the FHIR interface: whoever may call a `client` route, or a system with an
 * access token of SMART that holds the scope.
 *
 * @throws Problem as {@link authenticate}, and 403 for a token without the scope (RFC 6750, 3.1)
 */
export async function authenticateForScope(
  c: RequestContext,
  scope: string,
  credentials: Credentials,
): Promise<Actor> {
  const token = bearer(c.req.header('authorization'))
  const system = token === undefined ? undefined : await credentials.system(token)
  const actor = system ?? (await authenticate(c, 'client', credentials))
  requireScope(actor, scope)
  return actor
}

/**
 * Holds a system to the scopes of its token; keys and people of the institution pass.
 *
 * @param scope what the request needs, such as `system/RiskAssessment.r`
 * @throws Problem 403 that names the scope
 */
export function requireScope(actor: Actor, scope: string): void {
  if (holdsScope(actor, scope)) return
  throw new Problem(403, `This token lacks the scope ${scope}`, {
    headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
  })
}

async function actorOfKey(c: RequestContext, credentials: Credentials): Promise<Actor | undefined> {
  const key = c.req.header('x-api-key')
  return key === undefined ? undefined : await credentials.apiKey(key)
}

async function userOf(c: RequestContext, access: Access, credentials: Credentials): Promise<Actor> {
  const token = access === 'session' ? undefined : bearer(c.req.header('authorization'))
  if (token !== undefined) {
    const actor = await actorOfToken(token, credentials)
    if (actor === undefined) throw unauthorized('Invalid or expired token')
    return actor
  }
  const session = await sessionOf(c, credentials)
  if (session !== undefined) return session.actor
  throw access === 'client' ? new NoCredential() : unauthorized('Authorization required')
}

/**
 * The session whose cookie came with the request. A request that brings a key or a token as well is
 * judged by that alone.
 *
 * @throws Problem 401 for a session that has ended, 403 where another page may have caused the request
 */
async function sessionOf(
  c: RequestContext,
  credentials: Credentials,
): Promise<Session | undefined> {
  if (c.req.header('x-api-key') ?? c.req.header('authorization')) return undefined
  const own = credentials.ownOrigin(c)
  const id = own && readCookie(c, COOKIES.session, own)
  if (own === undefined || id === undefined) return undefined
  requireOwnPage(c, own, id)
  const session = await credentials.sessions.use(id)
  if (session === undefined) throw unauthorized('The session has ended; sign in again')
  c.set('session', session)
  return session
}

/** The session of a request, for routes that anybody may call; undefined where there is none. */
export async function sessionIfAny(
  c: RequestContext,
  { ownOrigin, sessions }: Credentials,
): Promise<Session | undefined> {
  const own = ownOrigin(c)
  const id = own && readCookie(c, COOKIES.session, own)
  if (own === undefined || id === undefined || !isFromOwnPage(c, own)) return undefined
  return await sessions.use(id)
}

async function actorOfToken(token: string, credentials: Credentials): Promise<Actor | undefined> {
  const { oidc, tokens, user } = credentials
  if (oidc?.issued(token)) {
    return await oidc.verify(token).catch((cause: unknown) => {
      throw new Problem(503, 'The identity provider cannot be reached', { cause })
    })
  }
  const claims = await tokens.verify(token)
  return claims === undefined ? undefined : await user(claims)
}

const unauthorized = (detail: string): Problem =>
  new Problem(401, detail, { headers: { 'www-authenticate': 'Bearer' } })
