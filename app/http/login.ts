import { checkPassword } from '../auth/passwords.ts'
import type { RequestContext } from './context.ts'
import type { Parts, User } from './parts.ts'
import { Problem } from './problem.ts'

/** What a person signs in with. */
export interface Login {
  username: string
  password: string
}

/**
 * Refuses a client that failed too often.
 *
 * @returns what counts a failure of this client
 * @throws Problem 429 with Retry-After
 */
export function limitLogins(
  { loginFailures, clientAddress }: Parts,
  c: RequestContext,
): () => void {
  const client = clientAddress(c)
  const wait = loginFailures.wait(client)
  if (wait > 0)
    throw new Problem(429, 'Too many failed logins; wait as Retry-After says', {
      headers: { 'retry-after': String(Math.ceil(wait)) },
    })
  return () => loginFailures.take(client)
}

/**
 * Checks name and password. Successes and failures are in the audit trail before the answer; an
 * unknown name takes as long as a wrong password.
 *
 * @throws Problem 401 for a wrong name or password, 429 after too many
 */
export async function checkLogin(
  parts: Parts,
  c: RequestContext,
  { login, details }: { login: Login; details: Record<string, string> },
): Promise<User> {
  const failed = limitLogins(parts, c)
  const user = await parts.users.byName(login.username)
  const right = await checkPassword(user?.passwordHash, login.password)
  if (!right) failed()
  await parts.recordEvent({
    kind: 'login',
    actor: user === undefined ? 'anybody' : `user:${user.id}`,
    institution: user?.institution ?? null,
    outcome: right ? 'ok' : 'denied',
    requestId: c.get('requestId'),
    details,
  })
  if (!right || user === undefined) throw new Problem(401, 'Invalid username or password')
  return user
}
