import { z } from '@hono/zod-openapi'
import { hasDrifted } from '../../drift/check-drift.ts'
import type { DriftCheck } from '../../store/drift-findings.ts'
import { answerJson } from '../answer.ts'
import type { Parts } from '../parts.ts'
import { Problem } from '../problem.ts'
import { addRoute } from '../route.ts'

const report = z
  .object({
    checked_at: z.string(),
    model_version: z.int(),
    drifted: z.boolean(),
    findings: z.array(
      z.object({
        institution: z.string(),
        feature: z.string().nullable().openapi({
          description: 'Null: the calibration of returned outcomes',
        }),
        psi: z.number().nullable(),
        calibration_slope: z.number().nullable(),
        cases: z.int(),
        drifted: z.boolean(),
      }),
    ),
  })
  .openapi('DriftReport', { description: 'Figures are null where there were too few cases' })

/** A check in the words of API and command. */
export const driftView = (check: DriftCheck) => ({
  checked_at: check.checkedAt.toISOString(),
  model_version: check.modelVersion,
  drifted: hasDrifted(check),
  findings: check.findings.map(({ calibrationSlope, ...finding }) => ({
    ...finding,
    calibration_slope: calibrationSlope,
  })),
})

/** Drift: check it now, or read what the last check found. */
export function addDriftRoutes({ gate, drift, retrainOnDrift }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/admin/drift',
      access: 'admin',
      tag: 'Model',
      summary: 'What the last drift check found, by institution',
      answer: { description: 'The findings', schema: report },
      refusals: { 404: 'Drift was never checked' },
    },
    async ({ c }) => {
      const found = await drift.latest()
      if (found === undefined) throw new Problem(404, 'Drift was never checked')
      return answerJson(c, driftView(found))
    },
  )
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/admin/drift/check',
      access: 'admin',
      tag: 'Model',
      summary:
        'Compare what was served with training, and returned outcomes with their probabilities',
      answer: {
        description: 'The findings; whether a retraining was started, as DRIFT_RETRAIN says',
        schema: report.extend({ retraining: z.boolean() }),
      },
    },
    async ({ c, actor }) => {
      const { check, retraining } = await drift.check({
        actor: actor.id,
        requestId: c.get('requestId'),
        retrain: retrainOnDrift,
      })
      return answerJson(c, { ...driftView(check), retraining })
    },
  )
}
