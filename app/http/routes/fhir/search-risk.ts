import { z } from '@hono/zod-openapi'
import { riskAssessment } from '../../../fhir-api/risk-assessment.ts'
import { riskSearch } from '../../../fhir-api/risk-search.ts'
import { searchBundle } from '../../../fhir-api/search-bundle.ts'
import { FhirProblem } from '../../fhir-problem.ts'
import type { Parts } from '../../parts.ts'
import { answerResource } from './answer-resource.ts'
import { assessedPrediction } from './assessed-prediction.ts'
import type { FhirRequest, FhirRoute } from './fhir-route.ts'
import { readSearchForm } from './read-fhir-body.ts'
import { predictionQuery, searchAddress } from './risk-query.ts'
import { RISK_SEARCH_PARAMETERS, riskSearchQuery } from './risk-search-parameters.ts'

const TYPE = 'RiskAssessment'
const SCOPE = 'system/RiskAssessment.s'
const SUMMARY = 'Predictions of your institution, latest first, as a searchset Bundle'
const refusals = { 400: 'A parameter cannot be understood' }

/** Search by address and by form; a form keeps patients' ids out of addresses. */
export const searchRisk = (parts: Parts): FhirRoute[] => [
  {
    method: 'get',
    path: `/fhir/${TYPE}`,
    summary: SUMMARY,
    scope: SCOPE,
    capability: { type: TYPE, interaction: 'search-type', search: RISK_SEARCH_PARAMETERS },
    query: riskSearchQuery,
    answers: 'Bundle',
    refusals,
    handle: (request) => answerSearch(parts, request, new URL(request.c.req.url).searchParams),
  },
  {
    method: 'post',
    path: `/fhir/${TYPE}/_search`,
    summary: `${SUMMARY}; parameters as a form`,
    scope: SCOPE,
    body: {
      type: 'application/x-www-form-urlencoded',
      schema: z.record(z.string(), z.string()),
      required: true,
    },
    answers: 'Bundle',
    refusals,
    handle: async (request) => answerSearch(parts, request, await readSearchForm(request.c)),
  },
]

async function answerSearch(
  { records, predictionLog, recordEvent, served }: Parts,
  { c, actor, institution, base }: FhirRequest,
  parameters: URLSearchParams,
): Promise<Response> {
  const isStrict = /\bhandling\s*=\s*strict\b/i.test(c.req.header('prefer') ?? '')
  const search = riskSearch(parameters, isStrict)
  if ('issues' in search) throw new FhirProblem(400, search.issues)
  const query = predictionQuery(search, (id) => records.pseudonymOf(institution, id))
  const { subject } = query
  const found = await predictionLog.list({ institution, ...query })
  // Only a pseudonym that is one goes into the trail: what a caller makes up does not.
  const about = subject === undefined ? null : (found[0]?.subject ?? null)
  await recordEvent({
    kind: about === null ? 'patients-read' : 'patient-read',
    purpose: 'treatment',
    ...(about !== null && { subject: about }),
    actor: actor.id,
    institution,
    outcome: 'ok',
    requestId: c.get('requestId'),
    details: { list: TYPE, rows: found.length },
  })
  const resources = found.map((one) => ({
    ...riskAssessment(assessedPrediction(one, served)),
    id: one.id,
  }))
  const last = found.length < search.count ? undefined : found.at(-1)
  const self = searchAddress(search, { subject, cursor: search.cursor })
  const next = last && searchAddress(search, { subject, cursor: last.id })
  return answerResource(c, searchBundle({ base, type: TYPE, resources, self, next }))
}
