import { z } from '@hono/zod-openapi'
import { answerJson } from '../answer.ts'
import { checkLogin } from '../login.ts'
import type { Parts } from '../parts.ts'
import { addRoute } from '../route.ts'
import { login } from './session.ts'

/** Sign-in by name and password, and who a token is. */
export function addSignInRoutes(parts: Parts): void {
  const { gate, tokens } = parts
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/auth/login',
      access: 'public',
      tag: 'Sign-in',
      summary: 'Get a token, valid for 8 hours',
      body: { schema: login },
      answer: {
        description: 'The token',
        schema: z.object({ token: z.string(), username: z.string(), role: z.string() }),
      },
      refusals: { 401: 'Wrong name or password', 429: 'Too many failed logins' },
    },
    async ({ c, body }) => {
      const user = await checkLogin(parts, c, { login: body, details: {} })
      const { id: userId, username, role, passwordVersion } = user
      const token = await tokens.sign({ userId, username, role, passwordVersion })
      return answerJson(c, { token, username, role })
    },
  )
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/auth/me',
      access: 'user',
      tag: 'Sign-in',
      summary: 'Who this token or session is',
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
