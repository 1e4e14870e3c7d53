import { z } from '@hono/zod-openapi'
import type { AuditQuery } from '../../audit/search-rows.ts'
import type { AuditVerification } from '../../service/audit-verification.ts'
import { answerJson } from '../answer.ts'
import { requireInstitution } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { type AuditView, auditRow } from './audit-schemas.ts'

/** Reading the audit trail. */
export interface AuditReader {
  /** A row of this institution; of any, for null. */
  find(institution: string | null, id: string): Promise<AuditView | undefined>
  search(query: AuditQuery): Promise<AuditView[]>
  verify(): Promise<AuditVerification>
}

/** The audit trail: the row of a prediction, and the check of the whole chain. */
export function addAuditRoutes({ gate, audit }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/audit/{prediction_id}',
      access: 'client',
      institution: 'unless-admin',
      tag: 'Audit trail',
      summary: 'The audit row of a prediction of your institution',
      params: z.object({ prediction_id: z.uuid() }),
      answer: { description: 'The row', schema: auditRow },
      refusals: { 404: 'No such row at this institution' },
    },
    async ({ c, actor, params }) => {
      const institution = actor.role === 'admin' ? null : requireInstitution(actor)
      const found = await audit.find(institution, params.prediction_id)
      if (found === undefined) throw new Problem(404, 'Prediction not found')
      return answerJson(c, found)
    },
  )
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/admin/audit/verify',
      access: 'admin',
      tag: 'Audit trail',
      summary: 'Check the whole chain: edited, deleted, inserted and reordered rows are found',
      answer: {
        description: 'What was found',
        schema: z.object({
          intact: z.boolean(),
          rows: z.int(),
          head: z.string().nullable().openapi({
            description: 'Kept elsewhere, it proves later that no row is gone',
          }),
          problems: z.array(z.object({ seq: z.int(), kind: z.string(), problem: z.string() })),
          problem_count: z.int(),
        }),
      },
    },
    async ({ c }) => answerJson(c, await audit.verify()),
  )
}
