import { z } from '@hono/zod-openapi'
import { hashKey, newKey } from '../../auth/api-keys.ts'
import type { KeyRecord } from '../../store/api-keys.ts'
import { answerJson } from '../answer.ts'
import { institutionFor } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { printable } from '../printable.ts'
import { Problem, validationProblem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { wholeNumber } from './prediction-schemas.ts'

const TAG = 'Administration'
const PATH = '/api/v1/admin/keys'
/** A replaced key that stays valid for long is one too many. */
const LONGEST_OVERLAP_DAYS = 90
const DAY_MS = 86_400_000

const params = z.object({ id: wholeNumber({ min: 1, max: 2 ** 31 - 1 }) })

const key = z
  .object({
    id: z.int(),
    institution_id: z.string(),
    label: z.string(),
    source: z.enum(['environment', 'administrator']).openapi({
      description: 'Keys of the environment are changed there',
    }),
    state: z.enum(['active', 'expired', 'revoked']),
    created_at: z.iso.datetime(),
    created_by: z.string().nullable(),
    expires_at: z.iso.datetime().nullable(),
    revoked_at: z.iso.datetime().nullable(),
  })
  .openapi('ApiKey')

const madeKey = key
  .extend({ key: z.string().openapi({ description: 'The key itself: shown now and never again' }) })
  .openapi('NewApiKey')

const label = printable({ max: 100 }).openapi({ example: 'Discharge letters of ward 3' })

const future = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((time) => time.getTime() > Date.now(), 'Must be in the future')
  .openapi({ type: 'string', format: 'date-time' })

/** A key in the words of the API. */
const view = (record: KeyRecord) => ({
  id: record.id,
  institution_id: record.institution,
  label: record.label,
  source: record.source,
  state:
    record.revokedAt !== null
      ? 'revoked'
      : record.expiresAt !== null && record.expiresAt.getTime() <= Date.now()
        ? 'expired'
        : 'active',
  created_at: record.createdAt.toISOString(),
  created_by: record.createdBy,
  expires_at: record.expiresAt?.toISOString() ?? null,
  revoked_at: record.revokedAt?.toISOString() ?? null,
})

/** Institutions' keys: list, make, replace, revoke. What is done works at once, at every replica. */
export function addKeyRoutes(parts: Parts): void {
  const { gate, keys } = parts
  addRoute(
    gate,
    {
      method: 'get',
      path: PATH,
      access: 'admin',
      tag: TAG,
      summary: 'All keys, ended ones too; never the key itself',
      answer: { description: 'Keys, latest first', schema: z.object({ keys: z.array(key) }) },
    },
    async ({ c }) => answerJson(c, { keys: (await keys.list()).map(view) }),
  )
  addCreate(parts)
  addRotate(parts)
  addRevoke(parts)
}

function addCreate({ gate, keys, institutions, recordEvent }: Parts): void {
  addRoute(
    gate,
    {
      method: 'post',
      path: PATH,
      access: 'admin',
      tag: TAG,
      summary: 'Make a key for an institution',
      body: {
        schema: z
          .object({
            institution_id: z.string().min(1).max(64),
            label,
            expires_at: future.nullish(),
          })
          .openapi('KeyOrder'),
      },
      answer: { status: 201, description: 'The key, shown this once', schema: madeKey },
    },
    async ({ c, actor, body }) => {
      const institution = institutionFor(ANY, body.institution_id, institutions) ?? ''
      // Recorded before it is done: what the trail cannot hold does not happen.
      await recordEvent({
        kind: 'key-created',
        actor: actor.id,
        institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: { expires_at: body.expires_at?.toISOString() ?? null },
      })
      const text = newKey()
      const added = await keys.add({
        institution,
        label: body.label,
        createdBy: actor.id,
        expiresAt: body.expires_at ?? null,
        keySha256: hashKey(text),
      })
      return answerJson(c, { ...view(added), key: text }, { status: 201 })
    },
  )
}

function addRotate({ gate, keys, recordEvent }: Parts): void {
  addRoute(
    gate,
    {
      method: 'post',
      path: `${PATH}/{id}/rotate`,
      access: 'admin',
      tag: TAG,
      summary: 'Replace a key: a new one for the same purpose; the old one ends at the time given',
      params,
      body: {
        schema: z
          .object({
            old_valid_until: future.openapi({
              description: `When the old key ends, at most ${LONGEST_OVERLAP_DAYS} days from now`,
            }),
          })
          .openapi('KeyRotation'),
      },
      answer: {
        status: 201,
        description: 'The new key, shown this once, and the old one',
        schema: z.object({ new: madeKey, old: key }),
      },
      refusals: REFUSALS,
    },
    async ({ c, actor, params: { id }, body: { old_valid_until: until } }) => {
      if (until.getTime() > Date.now() + LONGEST_OVERLAP_DAYS * DAY_MS)
        throw validationProblem([
          {
            type: 'value_error',
            loc: ['body', 'old_valid_until'],
            msg: `At most ${LONGEST_OVERLAP_DAYS} days from now`,
          },
        ])
      const old = changeable(await keys.find(id))
      await recordEvent({
        kind: 'key-rotated',
        actor: actor.id,
        institution: old.institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: { key: id, old_valid_until: until.toISOString() },
      })
      const text = newKey()
      const { institution, label } = old
      const added = await keys.add({
        institution,
        label,
        createdBy: actor.id,
        expiresAt: null,
        keySha256: hashKey(text),
      })
      const ended = await keys.end(id, until)
      return answerJson(
        c,
        { new: { ...view(added), key: text }, old: view(ended ?? old) },
        { status: 201 },
      )
    },
  )
}

function addRevoke({ gate, keys, recordEvent }: Parts): void {
  addRoute(
    gate,
    {
      method: 'delete',
      path: `${PATH}/{id}`,
      access: 'admin',
      tag: TAG,
      summary: 'Revoke a key at once',
      params,
      answer: { description: 'The revoked key', schema: key },
      refusals: REFUSALS,
    },
    async ({ c, actor, params: { id } }) => {
      const found = changeable(await keys.find(id))
      await recordEvent({
        kind: 'key-revoked',
        actor: actor.id,
        institution: found.institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: { key: id },
      })
      return answerJson(c, view((await keys.end(id, 'now')) ?? found))
    },
  )
}

const REFUSALS = {
  404: 'No such key',
  409: 'The key has ended, or it comes from the environment and is changed there',
}

function changeable(found: KeyRecord | undefined): KeyRecord {
  if (found === undefined) throw new Problem(404, 'Key not found')
  if (found.source === 'environment')
    throw new Problem(409, 'This key comes from the environment; take it out there')
  if (view(found).state !== 'active') throw new Problem(409, `This key is ${view(found).state}`)
  return found
}

/** An administrator may make keys for every institution. */
const ANY = { id: 'admin', role: 'admin', institution: null, username: null } as const
