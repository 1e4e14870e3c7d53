import { z } from '@hono/zod-openapi'
import { riskAssessment } from '../../../fhir-api/risk-assessment.ts'
import { FhirProblem } from '../../fhir-problem.ts'
import type { Parts } from '../../parts.ts'
import { answerTagged } from './answer-resource.ts'
import { assessedPrediction } from './assessed-prediction.ts'
import type { FhirRoute } from './fhir-route.ts'

const PREDICTION_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `GET /fhir/RiskAssessment/{id}`: a prediction of the own institution. */
export const readRisk = ({ predictionLog, recordEvent, served }: Parts): FhirRoute => ({
  method: 'get',
  path: '/fhir/RiskAssessment/{id}',
  summary: 'A prediction of your institution as FHIR RiskAssessment; its id is the prediction id',
  scope: 'system/RiskAssessment.r',
  capability: { type: 'RiskAssessment', interaction: 'read', etag: true },
  params: z.object({ id: z.string() }),
  answers: 'RiskAssessment',
  refusals: { 304: 'Unchanged', 404: 'No such prediction at your institution' },
  handle: async ({ c, actor, institution }) => {
    const id = c.req.param('id') ?? ''
    const found = PREDICTION_ID.test(id) ? await predictionLog.find(institution, id) : undefined
    if (found === undefined)
      throw new FhirProblem(404, {
        code: 'not-found',
        text: 'No such RiskAssessment at this institution',
      })
    await recordEvent({
      kind: 'patient-read',
      purpose: 'treatment',
      ...(found.subject !== null && { subject: found.subject }),
      actor: actor.id,
      institution,
      outcome: 'ok',
      requestId: c.get('requestId'),
      details: { prediction: id },
    })
    return answerTagged(c, riskAssessment(assessedPrediction(found, served)))
  },
})
