import { z } from '@hono/zod-openapi'
import type { AuditVerification } from '../../service/audit-verification.ts'
import { answerJson } from '../answer.ts'
import { requireInstitution } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'

/** A row of the audit trail as people and machines read it; digests in hex. */
export interface AuditView {
  id: string
  seq: number
  time: string
  kind: string
  institution: string | null
  actor: string
  subject_pseudonym: string | null
  input_digest: string | null
  model_name: string | null
  model_version: string | null
  model_sha256: string | null
  score_band: string | null
  decision: string | null
  outcome: string
  request_id: string | null
  previous_hash: string
  hash: string
}

/** Reading the audit trail. */
export interface AuditReader {
  /** A row of this institution; of any, for null. */
  find(institution: string | null, id: string): Promise<AuditView | undefined>
  verify(): Promise<AuditVerification>
}

const row = z
  .object({
    id: z.uuid(),
    seq: z.int(),
    time: z.string(),
    kind: z.string(),
    institution: z.string().nullable(),
    actor: z.string(),
    subject_pseudonym: z.string().nullable(),
    input_digest: z.string().nullable(),
    model_name: z.string().nullable(),
    model_version: z.string().nullable(),
    model_sha256: z.string().nullable(),
    score_band: z.string().nullable(),
    decision: z.string().nullable(),
    outcome: z.string(),
    request_id: z.string().nullable(),
    previous_hash: z.string(),
    hash: z.string(),
  })
  .openapi('AuditRow')

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
      answer: { description: 'The row', schema: row },
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
