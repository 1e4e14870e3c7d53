import { z } from '@hono/zod-openapi'
import { hashPassword } from '../../auth/passwords.ts'
import { answerJson } from '../answer.ts'
import { institutionFor } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { identifier, wholeNumber } from './prediction-schemas.ts'

const role = z
  .string()
  .max(16)
  .openapi({ enum: ['admin', 'user'] })

const newUser = z
  .object({
    username: identifier.max(64),
    password: z.string().min(8).max(1024),
    role,
    institution_id: z.string().max(64).nullish().openapi({
      description: 'Binds the user to an institution: only then may he read its patients',
    }),
  })
  .openapi('NewUser')

const user = z.object({
  id: z.int(),
  username: z.string(),
  role,
  institution_id: z.string().nullable(),
})

const TAG = 'Administration'

/** Users, for administrators. */
export function addAdminUserRoutes(parts: Parts): void {
  const { gate, users, institutions, recordEvent } = parts
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/admin/users',
      access: 'admin',
      tag: TAG,
      summary: 'All users',
      answer: { description: 'Users', schema: z.object({ users: z.array(user) }) },
    },
    async ({ c }) =>
      answerJson(c, {
        users: (await users.list()).map((one) => ({
          id: one.id,
          username: one.username,
          role: one.role,
          institution_id: one.institution,
        })),
      }),
  )
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/admin/users',
      access: 'admin',
      tag: TAG,
      summary: 'Create a user',
      body: { schema: newUser },
      answer: {
        status: 201,
        description: 'Created',
        schema: user.extend({ status: z.literal('created') }),
      },
      refusals: { 400: 'Role unknown', 409: 'Name taken' },
    },
    async ({ c, actor, body }) => {
      if (body.role !== 'admin' && body.role !== 'user')
        throw new Problem(400, "role must be 'admin' or 'user'")
      const institution = institutionFor(UNBOUND, body.institution_id, institutions)
      const { username } = body
      if ((await users.byName(username)) !== undefined) throw taken()
      // Recorded before it is done: what the trail cannot hold does not happen.
      await recordEvent({
        kind: 'user-created',
        actor: actor.id,
        institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: { role: body.role },
      })
      const passwordHash = await hashPassword(body.password)
      const created = await users.create({ username, passwordHash, role: body.role, institution })
      if (created === undefined) throw taken()
      return answerJson(
        c,
        {
          status: 'created',
          id: created.id,
          username,
          role: created.role,
          institution_id: institution,
        },
        { status: 201 },
      )
    },
  )
  addRoute(
    gate,
    {
      method: 'delete',
      path: '/api/v1/admin/users/{id}',
      access: 'admin',
      tag: TAG,
      summary: 'Delete a user; his tokens end at once',
      params: z.object({ id: wholeNumber({ min: 0, max: 2 ** 31 - 1 }) }),
      answer: {
        description: 'Deleted',
        schema: z.object({ status: z.literal('deleted'), username: z.string() }),
      },
      refusals: { 400: 'Your own account', 404: 'No such user' },
    },
    async ({ c, actor, params }) => {
      if (actor.id === `user:${params.id}`) throw new Problem(400, 'Cannot delete your own account')
      const user = await users.byId(params.id)
      if (user === undefined) throw new Problem(404, 'User not found')
      await recordEvent({
        kind: 'user-deleted',
        actor: actor.id,
        institution: user.institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: { user: user.id, role: user.role },
      })
      await users.remove(user.id)
      return answerJson(c, { status: 'deleted', username: user.username })
    },
  )
}

const taken = (): Problem => new Problem(409, 'Username already exists')

/** An administrator may bind a new user to any institution. */
const UNBOUND = { id: 'admin', role: 'admin', institution: null, username: null } as const
