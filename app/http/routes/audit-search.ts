import { z } from '@hono/zod-openapi'
import { AUDIT_KINDS } from '../../audit/audit-kinds.ts'
import type { AuditQuery } from '../../audit/search-rows.ts'
import type { Actor } from '../../auth/actor.ts'
import { answerJson, answerText } from '../answer.ts'
import { institutionFor } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { storable } from '../printable.ts'
import { addRoute } from '../route.ts'
import { auditRow } from './audit-schemas.ts'
import { cursor, pageSize, pseudonym } from './paging.ts'

const TAG = 'Audit trail'

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .openapi({ type: 'string', format: 'date-time' })

const filters = {
  from: instant.optional().openapi({ description: 'From this time on' }),
  to: instant.optional().openapi({ description: 'Before this time' }),
  kind: z.enum(AUDIT_KINDS).optional(),
  actor: storable({ min: 1, max: 256 }).optional().openapi({ example: 'user:1' }),
  institution_id: z.string().max(64).optional().openapi({
    description: 'For administrators; others see their own institution alone',
  }),
  prediction_id: z.uuid().toLowerCase().optional().openapi({
    description: "A prediction's own row, and those about it",
  }),
  pseudonym: pseudonym.optional().openapi({ description: "A patient's rows, by his pseudonym" }),
}

type Filters = z.output<z.ZodObject<typeof filters>>

/** Rows read at once while an export streams. */
const EXPORT_PAGE = 1000

/** Search of the audit trail, and its export. */
export function addAuditSearchRoutes(parts: Parts): void {
  const { gate, audit, institutions } = parts
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/audit',
      access: 'client',
      institution: 'unless-admin',
      tag: TAG,
      summary: 'Rows of your institution, latest first; for administrators those of all',
      query: z.object({ ...filters, cursor, limit: pageSize }),
      answer: {
        description: 'A page of rows',
        schema: z.object({ rows: z.array(auditRow), next_cursor: z.string().nullable() }),
      },
    },
    async ({ c, actor, query }) => {
      const rows = await audit.search({
        ...queryOf(actor, query, institutions),
        before: query.cursor,
        limit: query.limit,
      })
      const last = rows.length < query.limit ? undefined : rows.at(-1)
      return answerJson(c, { rows, next_cursor: last === undefined ? null : String(last.seq) })
    },
  )
  addExport(parts)
}

function addExport({ gate, audit, institutions, recordEvent }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/audit/export',
      access: 'client',
      institution: 'unless-admin',
      tag: TAG,
      summary: 'The same rows, all of them, a JSON object a line; the export has a row of its own',
      query: z.object(filters),
      answer: { description: 'Rows, latest first', type: 'application/x-ndjson' },
    },
    async ({ c, actor, query }) => {
      const wanted = queryOf(actor, query, institutions)
      const { from, to, pseudonym: subject, ...others } = query
      await recordEvent({
        kind: 'audit-exported',
        ...(subject !== undefined && { subject }),
        actor: actor.id,
        institution: actor.institution,
        outcome: 'ok',
        requestId: c.get('requestId'),
        details: {
          ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined)),
          ...(from && { from: from.toISOString() }),
          ...(to && { to: to.toISOString() }),
        },
      })
      return answerText(c, linesOf(audit, wanted), {
        type: 'application/x-ndjson',
        headers: { 'content-disposition': 'attachment; filename="audit-trail.ndjson"' },
      })
    },
  )
}

/** @throws Problem 403 for another institution than one's own, 422 for one that nobody knows */
function queryOf(
  actor: Actor,
  { from, to, kind, actor: by, institution_id, prediction_id, pseudonym: subject }: Filters,
  institutions: Parts['institutions'],
): Omit<AuditQuery, 'limit'> {
  const institution =
    actor.role === 'admin'
      ? institutionFor({ ...actor, institution: null }, institution_id, institutions)
      : institutionFor(actor, institution_id, institutions)
  return {
    institution: institution ?? undefined,
    kind,
    actor: by,
    predictionId: prediction_id,
    subject,
    from,
    to,
  }
}

/** Page after page as the reader takes them: memory holds one. */
function linesOf(
  audit: Parts['audit'],
  query: Omit<AuditQuery, 'limit'>,
): ReadableStream<Uint8Array> {
  let before: number | undefined
  return new ReadableStream({
    pull: async (controller) => {
      const rows = await audit.search({ ...query, before, limit: EXPORT_PAGE })
      if (rows.length > 0)
        controller.enqueue(
          Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''), 'utf8'),
        )
      before = rows.at(-1)?.seq
      if (rows.length < EXPORT_PAGE) controller.close()
    },
  })
}
