import { z } from '@hono/zod-openapi'
import { checkPassword, hashPassword } from '../../auth/passwords.ts'
import { answerJson } from '../answer.ts'
import type { RequestContext } from '../context.ts'
import { limitLogins } from '../login.ts'
import { orNull } from '../nullable.ts'
import type { Parts, User } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { wholeNumber } from './prediction-schemas.ts'
import { session, sessionCookie, sessionView } from './session.ts'

const newPassword = z.string().min(8).max(1024)

/** Passwords: one's own, and, for administrators, anybody's. Every change ends sessions and tokens. */
export function addPasswordRoutes(parts: Parts): void {
  addOwnPassword(parts)
  const { gate, users } = parts
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/admin/users/{id}/password',
      access: 'admin',
      tag: 'Administration',
      summary: "Set a user's password; his sessions and tokens end at once",
      params: z.object({ id: wholeNumber({ min: 0, max: 2 ** 31 - 1 }) }),
      body: { schema: z.object({ password: newPassword }).openapi('NewPassword') },
      answer: { description: 'Changed', schema: z.object({ status: z.literal('changed') }) },
      refusals: { 404: 'No such user' },
    },
    async ({ c, actor, params, body }) => {
      const user = await users.byId(params.id)
      if (user === undefined) throw new Problem(404, 'User not found')
      await change(parts, c, { user, actor: actor.id, password: body.password })
      return answerJson(c, { status: 'changed' })
    },
  )
}

function addOwnPassword(parts: Parts): void {
  const { gate, users } = parts
  const { sessions } = gate.credentials
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/auth/password',
      access: 'user',
      tag: 'Sign-in',
      summary:
        'Change your password; all your sessions and tokens end, and this session gets a new id',
      body: {
        schema: z
          .object({ current_password: z.string().max(1024), new_password: newPassword })
          .openapi('PasswordChange'),
      },
      answer: {
        description: 'Changed; the new session, where a session asked',
        schema: z.object({ status: z.literal('changed'), session: orNull(session) }),
      },
      refusals: {
        401: 'No usable credential, or the current password is wrong',
        409: 'The password is kept by the identity provider',
        429: 'Too many requests or wrong passwords',
      },
    },
    async ({ c, actor, body }) => {
      const failed = limitLogins(parts, c)
      const user = await localUser(users, actor.id)
      if (!(await checkPassword(user.passwordHash, body.current_password))) {
        failed()
        await record(parts, c, { user, actor: actor.id, outcome: 'denied' })
        throw new Problem(401, 'The current password is wrong')
      }
      await change(parts, c, { user, actor: actor.id, password: body.new_password })
      const own = gate.credentials.ownOrigin(c)
      if (c.get('session') === undefined || own === undefined)
        return answerJson(c, { status: 'changed', session: null })
      const begun = await sessions.begin({ userId: user.id })
      return answerJson(
        c,
        { status: 'changed', session: sessionView(begun, sessions.idleSeconds) },
        { headers: { 'set-cookie': sessionCookie(begun, own) } },
      )
    },
  )
}

async function localUser(users: Parts['users'], actor: string): Promise<User> {
  const [, id] = /^user:(\d+)$/.exec(actor) ?? []
  const user = id === undefined ? undefined : await users.byId(Number(id))
  if (user === undefined)
    throw new Problem(409, 'This password is kept by the identity provider; change it there')
  return user
}

/** Recorded before it is done: what the trail cannot hold does not happen. */
async function change(
  parts: Parts,
  c: RequestContext,
  { user, actor, password }: { user: User; actor: string; password: string },
): Promise<void> {
  await record(parts, c, { user, actor, outcome: 'ok' })
  await parts.users.setPassword(user.id, await hashPassword(password))
  await parts.gate.credentials.sessions.endAllOf(user.id)
}

const record = (
  { recordEvent }: Parts,
  c: RequestContext,
  { user, actor, outcome }: { user: User; actor: string; outcome: 'ok' | 'denied' },
): Promise<unknown> =>
  recordEvent({
    kind: 'password-changed',
    actor,
    institution: user.institution,
    outcome,
    requestId: c.get('requestId'),
    details: { user: user.id },
  })
