import { z } from '@hono/zod-openapi'
import { modelEvaluation } from '../../evaluation/model-evaluation.ts'
import type { ComparedVersions } from '../../promotion/promotions.ts'
import { answerJson } from '../answer.ts'
import type { Parts } from '../parts.ts'
import { Problem, validationProblem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { wholeNumber } from './prediction-schemas.ts'
import { cannotBeJudged } from './promotion.ts'

const TAG = 'Model'

const version = wholeNumber({ min: 1, max: 2 ** 31 - 1 })
// Made anew here: a schema made before the OpenAPI extension was loaded has no name in the document.
const evaluation = z.object(modelEvaluation.shape).openapi('ModelEvaluation', {
  description:
    'Measured on patients held out of training; figures are null where cases are too few',
})

const interval = z.object({ low: z.number(), high: z.number() }).openapi({
  description: '95 %, over resampled patients that both versions were judged on',
})
const gateReason = z.object({ rule: z.string(), passed: z.boolean(), detail: z.string() })

/** How good models are on held-out patients: one version, or two of them on the same patients. */
export function addEvaluationRoutes(parts: Parts): void {
  const { gate, registry } = parts
  addRoute(
    gate,
    {
      method: 'get',
      path: '/api/v1/models/{version}/evaluation',
      access: 'user',
      tag: TAG,
      summary:
        'ROC, reliability, levels and subgroups of a version, as measured when it was judged',
      params: z.object({ version }),
      answer: { description: 'The evaluation', schema: evaluation },
      refusals: { 404: 'No such version, or nothing is kept of it' },
    },
    async ({ c, params }) => {
      const found = await registry.evaluation(params.version)
      if (found === undefined) throw new Problem(404, 'Model version not found')
      if (found === null)
        throw new Problem(404, 'No evaluation of this version is kept; compare it with another')
      return answerJson(c, found)
    },
  )
  addCompare(parts)
}

function addCompare({ gate, promotions }: Parts): void {
  const compared = z.object({ version: z.int(), evaluation })
  addRoute(
    gate,
    {
      method: 'post',
      path: '/api/v1/admin/models/compare',
      access: 'admin',
      tag: TAG,
      summary: 'Judge two kept versions on the same held-out patients now; nothing is decided',
      body: {
        schema: z
          .object({ first: version, second: version })
          .openapi('ModelComparisonOrder', { description: 'Two different versions' }),
      },
      answer: {
        description: 'Both evaluations, the first minus the second, and what the gate would say',
        schema: z
          .object({
            held_out_sha256: z.string(),
            stays: z.int(),
            first: compared,
            second: compared,
            judged_on: z.string().openapi({
              description: 'Where the patients are from: table, stored patients, public table',
            }),
            difference: z.object({
              auc: z.number().openapi({ description: 'Above 0: the first ranks better' }),
              auc_interval: interval,
              brier: z.number().openapi({
                description: "Below 0: the first's probabilities are nearer to what happened",
              }),
              brier_interval: interval,
            }),
            gate: z
              .object({ would_pass: z.boolean(), reasons: z.array(gateReason) })
              .openapi({ description: 'Of the first, if the second were in service' }),
          })
          .openapi('ModelComparison'),
      },
      refusals: {
        404: 'No such version',
        409: 'Another version is being judged, or there are too few patients to judge on',
      },
    },
    async ({ c, body: { first, second } }) => {
      if (first === second)
        throw validationProblem([
          { type: 'value_error', loc: ['body', 'second'], msg: 'Must be another version' },
        ])
      const found = await promotions.compare(first, second).catch(cannotBeJudged)
      if (found === undefined) throw new Problem(404, 'Model version not found')
      if (found === 'busy') throw new Problem(409, 'Another version is being judged; try again')
      return answerJson(c, view({ first, second }, found))
    },
  )
}

const sixDigits = (value: number): number => Number(value.toFixed(6))

const boundsOf = ({ low, high }: { low: number; high: number }) => ({
  low: sixDigits(low),
  high: sixDigits(high),
})

function view(versions: { first: number; second: number }, found: ComparedVersions) {
  const { first, second, gate, judgedOn } = found
  const { auc, brier } = found.difference
  return {
    held_out_sha256: first.data.held_out_sha256,
    stays: first.overall.stays,
    judged_on: judgedOn,
    first: { version: versions.first, evaluation: first },
    second: { version: versions.second, evaluation: second },
    difference: {
      auc: sixDigits(auc.value),
      auc_interval: boundsOf(auc.interval),
      brier: sixDigits(brier.value),
      brier_interval: boundsOf(brier.interval),
    },
    gate: { would_pass: gate.promote, reasons: gate.reasons },
  }
}
