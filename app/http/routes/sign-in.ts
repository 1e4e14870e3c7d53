import { z } from '@hono/zod-openapi'
import { checkPassword } from '../../auth/passwords.ts'
import { answerJson } from '../answer.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'

/** Sign-in by name and password, and who a token is. */
export function addSignInRoutes(parts: Parts): void {
  const { gate, users, tokens, loginFailures, clientAddress, recordEvent } = parts
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/auth/login',
      access: 'public',
      tag: 'Sign-in',
      summary: 'Get a token, valid for 8 hours',
      body: {
        schema: z
          .object({ username: z.string().max(128), password: z.string().max(1024) })
          .openapi('Login'),
      },
      answer: {
        description: 'The token',
        schema: z.object({ token: z.string(), username: z.string(), role: z.string() }),
      },
      refusals: { 401: 'Wrong name or password', 429: 'Too many failed logins' },
    },
    async ({ c, body }) => {
      const client = clientAddress(c)
      const wait = loginFailures.wait(client)
      if (wait > 0)
        throw new Problem(429, 'Too many failed logins; wait as Retry-After says', {
          headers: { 'retry-after': String(Math.ceil(wait)) },
        })
      const user = await users.byName(body.username)
      const right = await checkPassword(user?.passwordHash, body.password)
      if (!right) loginFailures.take(client)
      await recordEvent({
        kind: 'login',
        actor: user === undefined ? 'anybody' : `user:${user.id}`,
        institution: user?.institution ?? null,
        outcome: right ? 'ok' : 'denied',
        requestId: c.get('requestId'),
        details: {},
      })
      if (!right || user === undefined) throw new Problem(401, 'Invalid username or password')
      const { id: userId, username, role } = user
      return answerJson(c, { token: await tokens.sign({ userId, username, role }), username, role })
    },
  )
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/auth/me',
      access: 'user',
      tag: 'Sign-in',
      summary: 'Who this token is',
      answer: {
        description: 'The user',
        schema: z.object({
          username: z.string(),
          role: z.string(),
          institution_id: z.string().nullable(),
        }),
      },
    },
    ({ c, actor }) =>
      answerJson(c, {
        username: actor.username ?? actor.id,
        role: actor.role,
        institution_id: actor.institution,
      }),
  )
}
