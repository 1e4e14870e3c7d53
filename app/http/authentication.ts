import type { Actor } from '../auth/actor.ts'
import type { Oidc } from '../auth/oidc.ts'
import type { TokenClaims, Tokens } from '../auth/tokens.ts'
import type { RequestContext } from './context.ts'
import { Problem } from './problem.ts'

/**
 * Who may call a route: `client` an institution's key or any user, `user` any user, `admin`
 * administrators.
 */
export type Access = 'public' | 'client' | 'user' | 'admin'

/** What authentication asks of the rest of the service. */
export interface Credentials {
  /** The institution of an API key. */
  apiKey(key: string): Actor | undefined
  tokens: Tokens
  /** The user of a token, if he still exists. */
  user(claims: TokenClaims): Promise<Actor | undefined>
  /** The organisation's identity provider, where there is one. */
  oidc: Oidc | undefined
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
  if (access === 'client') {
    const key = c.req.header('x-api-key')
    const actor = key === undefined ? undefined : credentials.apiKey(key)
    if (actor !== undefined) return actor
  }
  const token = bearer(c.req.header('authorization'))
  if (token === undefined)
    throw access === 'client'
      ? new Problem(403, 'Invalid or missing authentication')
      : unauthorized('Authorization required')
  const actor = await actorOfToken(token, credentials)
  if (actor === undefined) throw unauthorized('Invalid or expired token')
  if (access === 'admin' && actor.role !== 'admin') throw new Problem(403, 'Admin access required')
  return actor
}

const bearer = (header: string | undefined): string | undefined =>
  header === undefined ? undefined : /^Bearer +(\S+)$/i.exec(header)?.[1]

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
