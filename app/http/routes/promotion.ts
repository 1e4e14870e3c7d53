import { z } from '@hono/zod-openapi'
import type { PromotionDecision } from '../../promotion/gate.ts'
import { JudgementFailed } from '../../promotion/judge-in-thread.ts'
import { NoStays } from '../../retraining/no-stays.ts'
import { answerJson } from '../answer.ts'
import type { Parts } from '../parts.ts'
import { printable } from '../printable.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { wholeNumber } from './prediction-schemas.ts'

const params = z.object({ version: wholeNumber({ min: 1, max: 2 ** 31 - 1 }) })

const decision = z
  .object({
    version: z.int(),
    promoted: z.boolean().openapi({ description: 'True where it serves now' }),
    reasons: z
      .array(z.object({ rule: z.string(), passed: z.boolean(), detail: z.string() }))
      .openapi({ description: 'What every rule of the gate said; also in the audit trail' }),
  })
  .openapi('PromotionDecision')

const refusal = z.object({
  reason: printable({ min: 3, max: 500 }).openapi({
    description: 'Kept in the audit trail for ever: name no patient',
    example: 'Trained while one ward was closed',
  }),
})

const view = (version: number, { promote, reasons }: PromotionDecision) => ({
  version,
  promoted: promote,
  reasons,
})

/** @throws Problem 409 where there is nobody to judge on, or too few; everything else as it is */
export function cannotBeJudged(cause: unknown): never {
  if (!(cause instanceof JudgementFailed || cause instanceof NoStays)) throw cause
  throw new Problem(409, `The model cannot be judged: ${cause.message}`, { cause })
}

/** The promotion gate, asked by a person: promote a kept version, or refuse it. */
export function addPromotionRoutes({ gate, promotions }: Parts): void {
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/admin/models/{version}/promote',
      access: 'admin',
      tag: 'Model',
      summary:
        'Judge a kept version and the serving one on the same held-out patients; it serves only if ' +
        'every rule of the gate passes',
      params,
      answer: { description: 'The decision, whichever it is', schema: decision },
      refusals: {
        404: 'No such version',
        409: 'Another version is being judged, or the patients are too few to judge on',
      },
    },
    async ({ c, actor, params: { version } }) => {
      const found = await promotions
        .promote({ version, actor: actor.id, requestId: c.get('requestId') })
        .catch(cannotBeJudged)
      if (found === undefined) throw new Problem(404, 'Model version not found')
      if (found === 'busy') throw new Problem(409, 'Another version is being judged; try again')
      return answerJson(c, view(version, found))
    },
  )
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/admin/models/{version}/refuse',
      access: 'admin',
      tag: 'Model',
      summary: 'Refuse a kept version for good: no promotion takes it any more',
      params,
      body: { schema: refusal },
      answer: { description: 'The refusal', schema: decision },
      refusals: { 404: 'No such version', 409: 'It is the one that serves' },
    },
    async ({ c, actor, params: { version }, body: { reason } }) => {
      const requestId = c.get('requestId')
      const found = await promotions.refuse({ version, reason, actor: actor.id, requestId })
      if (found === undefined) throw new Problem(404, 'Model version not found')
      if (found === 'serving')
        throw new Problem(409, 'This version serves; serve another one before refusing it')
      return answerJson(c, view(version, found))
    },
  )
}
