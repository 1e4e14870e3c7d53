import { z } from '@hono/zod-openapi'
import type { JsonObject } from '../../../fhir/problems.ts'
import { PREDICT, PREDICT_DEFINITION, RECORDS } from '../../../fhir-api/operation-definition.ts'
import { predictParameters } from '../../../fhir-api/predict-parameters.ts'
import { rationaleOf } from '../../../fhir-api/rationale.ts'
import { riskAssessment } from '../../../fhir-api/risk-assessment.ts'
import type { FeatureRow } from '../../../forest/features.ts'
import { FhirProblem } from '../../fhir-problem.ts'
import type { Parts } from '../../parts.ts'
import { answerResource } from './answer-resource.ts'
import type { FhirRequest, FhirRoute } from './fhir-route.ts'
import { readFhirBody } from './read-fhir-body.ts'

const SCOPE = 'system/RiskAssessment.c'
const FHIR_ID = /^[A-Za-z0-9\-.]{1,64}$/

const capability = {
  type: 'Patient',
  operation: PREDICT,
  definition: PREDICT_DEFINITION,
  documentation:
    'On a patient: from his stored records. On the type: from records that come along and are not kept.',
}
const body = (required: boolean) => ({
  type: 'application/fhir+json',
  schema: z
    .looseObject({ resourceType: z.literal('Parameters') })
    .openapi({ description: `FHIR R4 Parameters; "${RECORDS}" is a Bundle` }),
  required,
})

/** `$predict-readmission` on a stored patient, and on records that come along. */
export const predictReadmission = (parts: Parts): FhirRoute[] => [
  {
    method: 'post',
    path: `/fhir/Patient/{id}/$${PREDICT}`,
    summary: "Predict for a stored patient's latest inpatient stay; the answer is a RiskAssessment",
    scope: SCOPE,
    capability,
    params: z.object({ id: z.string() }),
    body: body(false),
    answers: 'RiskAssessment',
    refusals: {
      404: 'No such patient at your institution',
      422: 'The stored records do not suffice',
    },
    handle: (request) => predictStored(parts, request),
  },
  {
    method: 'post',
    path: `/fhir/Patient/$${PREDICT}`,
    summary:
      'Predict from records that come along and are not kept; the answer is a RiskAssessment',
    scope: SCOPE,
    capability,
    body: body(true),
    answers: 'RiskAssessment',
    refusals: { 422: 'The records are not sound, or do not suffice' },
    handle: (request) => predictSent(parts, request),
  },
]

async function predictStored(parts: Parts, request: FhirRequest): Promise<Response> {
  const { c, institution } = request
  const given = await recordsOf(request)
  if (given !== undefined)
    throw new FhirProblem(400, {
      code: 'value',
      text: `On a patient the stored records count; fix: call Patient/$${PREDICT} to send records`,
      expression: 'Parameters.parameter[0]',
    })
  const id = c.req.param('id') ?? ''
  const found = FHIR_ID.test(id) ? await parts.records.featuresFor(institution, id) : undefined
  if (found === undefined)
    throw new FhirProblem(404, { code: 'not-found', text: 'No such Patient at this institution' })
  if ('missing' in found) throw new FhirProblem(422, { code: 'business-rule', text: found.missing })
  return await predict(parts, request, {
    patientId: id,
    pseudonym: parts.records.pseudonymOf(institution, id),
    row: found.row,
    discharged: found.stay.end ?? undefined,
  })
}

async function predictSent(parts: Parts, request: FhirRequest): Promise<Response> {
  const records = await recordsOf(request)
  if (records === undefined)
    throw new FhirProblem(400, {
      code: 'required',
      text: `The parameter "${RECORDS}" is required: a Bundle of one patient's records`,
      expression: 'Parameters.parameter',
    })
  const found = await parts.records.featuresOfSent(request.institution, records)
  if ('refused' in found) throw new FhirProblem(422, found.refused.slice(0, MOST_ISSUES))
  return await predict(parts, request, found)
}

/** Of so many bad records the reasons are told. */
const MOST_ISSUES = 100

async function recordsOf({ c }: FhirRequest): Promise<JsonObject | undefined> {
  const sent = await readFhirBody(c)
  if (sent === undefined) return undefined
  const parameters = predictParameters(sent)
  if ('issue' in parameters) throw new FhirProblem(400, parameters.issue)
  return parameters.records
}

async function predict(
  { predictions }: Parts,
  { c, actor, institution }: FhirRequest,
  of: {
    patientId: string
    pseudonym: string
    row: FeatureRow
    discharged?: string | undefined
    encounter?: string | undefined
    basis?: readonly string[]
  },
): Promise<Response> {
  const { row, ...known } = of
  const { id, forest, model } = await predictions.predict({
    patientId: of.patientId,
    row,
    institution,
    actor: actor.id,
    requestId: c.get('requestId'),
  })
  const { probability, level } = forest
  const assessment = riskAssessment({
    id,
    ...known,
    level,
    probability,
    scoreBand: null,
    model: model.identity,
    baseRate: model.model.manifest.trainingPrevalence,
    rationale: rationaleOf(forest, model.uncertainty(probability)),
  })
  return answerResource(c, assessment)
}
