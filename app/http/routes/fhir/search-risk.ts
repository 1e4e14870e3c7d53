import { z } from '@hono/zod-openapi'
import { firstIdAt } from '../../../audit/uuid-v7.ts'
import { PSEUDONYM_SYSTEM } from '../../../fhir-api/codes.ts'
import { riskAssessment } from '../../../fhir-api/risk-assessment.ts'
import { type RiskSearch, riskSearch } from '../../../fhir-api/risk-search.ts'
import { searchBundle } from '../../../fhir-api/search-bundle.ts'
import { FhirProblem } from '../../fhir-problem.ts'
import type { LoggedPrediction, Parts } from '../../parts.ts'
import { answerResource } from './answer-resource.ts'
import { assessedPrediction } from './assessed-prediction.ts'
import type { FhirRequest, FhirRoute } from './fhir-route.ts'
import { readSearchForm } from './read-fhir-body.ts'
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
  const subject = subjectOf(search, (id) => records.pseudonymOf(institution, id))
  const found = await find(search, subject, (query) =>
    predictionLog.list({ institution, ...query }),
  )
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
  const last = found.length < search.count ? undefined : found.at(-1)
  const self = understood(search, subject)
  return answerResource(
    c,
    searchBundle({
      base,
      type: TYPE,
      resources: found.map((one) => ({
        ...riskAssessment(assessedPrediction(one, served)),
        id: one.id,
      })),
      self,
      next: last && new URLSearchParams([...self, ['_cursor', last.id]]),
    }),
  )
}

/** The pseudonym of the patient searched for; empty for one who cannot be here. */
function subjectOf(
  { patient }: RiskSearch,
  pseudonymOf: (id: string) => string,
): string | undefined {
  if (patient === undefined) return undefined
  if ('id' in patient) return pseudonymOf(patient.id)
  return patient.system === PSEUDONYM_SYSTEM ? patient.value : ''
}

async function find(
  { span, cursor, count }: RiskSearch,
  subject: string | undefined,
  list: (query: {
    subject: string | undefined
    from: string | undefined
    before: string | undefined
    limit: number
  }) => Promise<LoggedPrediction[]>,
): Promise<LoggedPrediction[]> {
  const ends = [cursor, span.to === undefined ? undefined : firstIdAt(span.to)]
  // Ids of version 7 sort by time, as text too.
  const before = ends.filter((id) => id !== undefined).sort()[0]
  const from = span.from === undefined ? undefined : firstIdAt(span.from)
  return await list({ subject, from, before, limit: count })
}

/** The search as it was understood, with the pseudonym in place of an id; the cursor is not part of it. */
function understood({ dates, count }: RiskSearch, subject: string | undefined): URLSearchParams {
  return new URLSearchParams([
    ...(subject === undefined
      ? []
      : [['subject:identifier', `${PSEUDONYM_SYSTEM}|${subject}`] as [string, string]]),
    ...dates.map((date): [string, string] => ['date', date]),
    ['_count', String(count)],
  ])
}
