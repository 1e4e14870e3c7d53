import { z } from '@hono/zod-openapi'
import { isSystemScope } from '../../auth/smart/scopes.ts'
import { isKeyAddress } from '../../auth/trusted/key-rules.ts'
import { problemOfKeys } from '../../auth/trusted/public-keys.ts'
import { CLIENT_USES, SIGNING_ALGORITHMS } from '../../auth/trusted/trusted-client.ts'
import type { ClientRecord } from '../../store/trusted-clients.ts'
import { answerJson } from '../answer.ts'
import { institutionFor } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { wholeNumber } from './prediction-schemas.ts'

const TAG = 'Administration'
const PATH = '/api/v1/admin/clients'
/** What a system may be given unless told otherwise: to read, and to have predictions made. */
const DEFAULT_SCOPES = ['system/*.crs']

const name = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, '1 to 40 of a–z, 0–9 and hyphen')
  .openapi({
    description: 'Short name; in the audit trail as client:<name>',
    example: 'ukhd-ehr',
  })

const issuer = z
  .string()
  .max(255)
  .regex(/^[\x21-\x7e]+$/, 'Printable characters without spaces')
  .openapi({
    description: '`iss` of its tokens: the URI of a CDS client, the client_id of a SMART one',
    example: 'https://ehr.example.org/',
  })

const tenant = z.string().min(1).max(255).openapi({
  description:
    '`tenant` its CDS Hooks tokens must name, where one issuer speaks for several institutions',
})

const jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())) }).openapi({
  description: 'Public keys, where the client has no address for them; each with its own kid',
})

const client = z
  .object({
    id: z.int(),
    name,
    issuer,
    tenant: tenant.nullable(),
    jwks_url: z.string().nullable(),
    jwks: jwks.nullable(),
    algorithms: z.array(z.string()),
    institution_id: z.string(),
    uses: z.array(z.string()),
    scopes: z.array(z.string()),
    state: z.enum(['active', 'revoked']),
    created_at: z.iso.datetime(),
    created_by: z.string(),
    revoked_at: z.iso.datetime().nullable(),
  })
  .openapi('TrustedClient')

const uniqueTexts = <T extends readonly [string, ...string[]]>(values: T) =>
  z
    .array(z.enum(values))
    .min(1)
    .max(values.length)
    .refine((all) => new Set(all).size === all.length, 'Each at most once')

const order = z
  .object({
    name,
    issuer,
    tenant: tenant.nullish(),
    jwks_url: z
      .string()
      .max(2000)
      .refine(isKeyAddress, 'Must be https, or http on this machine; no user, no fragment')
      .nullish()
      .openapi({ description: 'Where its JWK set is; a `jku` in a token must be this very text' }),
    jwks: jwks.nullish(),
    algorithms: uniqueTexts(SIGNING_ALGORITHMS).default([...SIGNING_ALGORITHMS]),
    institution_id: z.string().min(1).max(64),
    uses: uniqueTexts(CLIENT_USES),
    scopes: z
      .array(z.string().max(100).refine(isSystemScope, 'A scope is system/<type>.<cruds>'))
      .min(1)
      .max(50)
      .optional()
      .openapi({ description: 'SMART scopes it may be given', example: DEFAULT_SCOPES }),
  })
  .superRefine((value, context) => {
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    const { jwks: keys, jwks_url: url, uses, scopes, tenant: named } = value
    if (Boolean(keys) === Boolean(url)) problem('jwks_url', 'Either jwks_url or jwks is needed')
    const keyProblem = keys ? problemOfKeys(keys) : undefined
    if (keyProblem !== undefined) problem('jwks', keyProblem)
    if (scopes !== undefined && !uses.includes('fhir')) problem('scopes', 'Only for the use fhir')
    if (named && uses.includes('fhir')) problem('tenant', 'SMART knows no tenant; register twice')
  })
  .openapi('TrustedClientOrder')

/** A registration in the words of the API. */
const view = (record: ClientRecord) => ({
  id: record.id,
  name: record.name,
  issuer: record.issuer,
  tenant: record.tenant,
  jwks_url: record.jwksUrl,
  jwks: record.jwks,
  algorithms: record.algorithms,
  institution_id: record.institution,
  uses: record.uses,
  scopes: record.scopes,
  state: record.revokedAt === null ? 'active' : 'revoked',
  created_at: record.createdAt.toISOString(),
  created_by: record.createdBy,
  revoked_at: record.revokedAt?.toISOString() ?? null,
})

/** Systems that sign their requests: list, register, revoke. It counts at once, at every replica. */
export function addClientRoutes(parts: Parts): void {
  const { gate, clients } = parts
  addRoute(
    gate,
    {
      method: 'get',
      path: PATH,
      access: 'admin',
      tag: TAG,
      summary: 'Registered systems, revoked ones too',
      answer: {
        description: 'Registrations, latest first',
        schema: z.object({ clients: z.array(client) }),
      },
    },
    async ({ c }) => answerJson(c, { clients: (await clients.list()).map(view) }),
  )
  addRegister(parts)
  addRevoke(parts)
}

function addRegister({ gate, clients, institutions, recordEvent }: Parts): void {
  addRoute(
    gate,
    {
      method: 'post',
      path: PATH,
      access: 'admin',
      tag: TAG,
      summary: 'Register a system that signs its requests (docs/clients.md)',
      body: { schema: order },
      answer: { status: 201, description: 'The registration', schema: client },
      refusals: { 409: 'A system with this name, or this issuer and tenant, is registered' },
    },
    async ({ c, actor, body }) => {
      const institution = institutionFor(ANY, body.institution_id, institutions) ?? ''
      const wanted = {
        name: body.name,
        issuer: body.issuer,
        tenant: body.tenant ?? null,
        jwksUrl: body.jwks_url ?? null,
        jwks: body.jwks ?? null,
        algorithms: body.algorithms,
        institution,
        uses: body.uses,
        scopes: body.uses.includes('fhir') ? (body.scopes ?? DEFAULT_SCOPES) : [],
        createdBy: actor.id,
      }
      const taken = (await clients.list()).some(
        (one) =>
          one.revokedAt === null &&
          (one.name === wanted.name ||
            (one.issuer === wanted.issuer && one.tenant === wanted.tenant)),
      )
      if (taken) throw conflict()
      // Recorded before it is done: what the trail cannot hold does not happen.
      await recordEvent({
        kind: 'client-created',
        actor: actor.id,
        institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: { client: wanted.name, uses: wanted.uses.join(' ') },
      })
      const added = await clients.add(wanted)
      if (added === undefined) throw conflict()
      return answerJson(c, view(added), { status: 201 })
    },
  )
}

const conflict = (): Problem =>
  new Problem(409, 'A system with this name, or this issuer and tenant, is registered; revoke it')

function addRevoke({ gate, clients, recordEvent }: Parts): void {
  addRoute(
    gate,
    {
      method: 'delete',
      path: `${PATH}/{id}`,
      access: 'admin',
      tag: TAG,
      summary: 'Revoke a registration at once, with the tokens it was given',
      params: z.object({ id: wholeNumber({ min: 1, max: 2 ** 31 - 1 }) }),
      answer: { description: 'The revoked registration', schema: client },
      refusals: { 404: 'No such registration', 409: 'It is revoked' },
    },
    async ({ c, actor, params: { id } }) => {
      const found = await clients.find(id)
      if (found === undefined) throw new Problem(404, 'Client not found')
      if (found.revokedAt !== null) throw new Problem(409, 'This client is revoked')
      await recordEvent({
        kind: 'client-revoked',
        actor: actor.id,
        institution: found.institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: { client: found.name },
      })
      return answerJson(c, view((await clients.revoke(id)) ?? found))
    },
  )
}

/** An administrator may register systems of every institution. */
const ANY = { id: 'admin', role: 'admin', institution: null, username: null } as const
