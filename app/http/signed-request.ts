import type { Actor } from '../auth/actor.ts'
import type { Refused } from '../auth/trusted/client-assertions.ts'
import { actorOfClient } from '../auth/trusted/trusted-client.ts'
import type { Credentials } from './authentication.ts'
import { bearer } from './bearer.ts'
import type { RequestContext } from './context.ts'
import { Problem } from './problem.ts'

/** CDS Hooks' best practices expect tokens of an hour at most. */
const LONGEST_SECONDS = 3600

/**
 * The registered system whose JWT came with the request, judged as CDS Hooks 2.0 says. `aud` is the
 * address of the endpoint; for feedback that of its service will do, since the specification can be
 * read both ways.
 *
 * @throws Problem 401 without a reason, as CDS Hooks' best practices advise: the log has it
 */
export async function actorOfSigned(c: RequestContext, credentials: Credentials): Promise<Actor> {
  const token = bearer(c.req.header('authorization'))
  if (token === undefined) throw refused('Authorization required')
  const endpoint = `${requireSignedOrigin(c, credentials)}${c.req.path}`
  const judged = await credentials.assertions.judge(token, {
    use: 'cds-hooks',
    audiences: [endpoint, endpoint.replace(/\/feedback$/, '')],
    longestSeconds: LONGEST_SECONDS,
    requires: ['iat'],
  })
  if ('refused' in judged) throw refused('Invalid or expired token', reasonOf(judged))
  return actorOfClient(judged.client)
}

/**
 * This service's address, which signed tokens must name.
 *
 * @throws Problem 503 where it is not known: by the Host header alone, which whoever sends a token
 *   writes, a token meant for another service could be brought here
 */
export function requireSignedOrigin(c: RequestContext, credentials: Credentials): string {
  const origin = credentials.signedOrigin(c)
  if (origin !== undefined) return origin
  throw new Problem(503, 'Signed tokens cannot be judged: the operator must set PUBLIC_URL')
}

/** Why a token was refused, for the log. */
export const reasonOf = ({ refused: why, by = 'nobody known', cause }: Refused): Error =>
  new Error(`Signed token of ${by}: ${why}`, { cause })

const refused = (detail: string, cause?: Error): Problem =>
  new Problem(401, detail, {
    headers: { 'www-authenticate': 'Bearer' },
    ...(cause !== undefined && { cause }),
  })
