import { type Card, cardOf, unableCard } from '../../cds-hooks/card.ts'
import { type PrefetchProblem, readPrefetch } from '../../cds-hooks/prefetch.ts'
import { SERVICES } from '../../cds-hooks/services.ts'
import {
  currentStay,
  type Question,
  type Records,
  stayAtDischarge,
} from '../../cds-hooks/stay-in-question.ts'
import type { JsonObject } from '../../fhir/problems.ts'
import type { Uncertainty } from '../../serving/uncertainty.ts'
import { answerJson } from '../answer.ts'
import type { RequestContext } from '../context.ts'
import { requireInstitution } from '../institution.ts'
import type { Parts } from '../parts.ts'
import { Problem, validationProblem } from '../problem.ts'
import { addRoute } from '../route.ts'
import { requireSignedOrigin } from '../signed-request.ts'
import { cdsResponse, dischargeRequest, discovery, patientViewRequest } from './cds-schemas.ts'

const TAG = 'CDS Hooks'
/** A year of a chronic patient's records is some hundred kB. */
const BODY = { limit: 4 * 1024 * 1024, keys: 150_000, late: true } as const

const [AT_DISCHARGE, IN_CHART] = SERVICES

/** CDS Hooks 2.0: discovery, and a service at discharge and one in the chart. */
export function addCdsHooksRoutes(parts: Parts): void {
  addDiscovery(parts)
  addDischarge(parts)
  addChart(parts)
}

function addDiscovery({ gate }: Parts): void {
  addRoute(
    gate,
    {
      method: 'get',
      path: '/cds-services',
      access: 'public',
      tag: TAG,
      summary: 'The CDS services, with what each wants prefetched (docs/cds-hooks.md)',
      answer: { description: 'The services', schema: discovery },
    },
    // Nothing here is secret: browser-based clients of any origin may read it.
    ({ c }) =>
      answerJson(
        c,
        { services: SERVICES },
        { headers: { 'access-control-allow-origin': '*', ...c.get('cors') } },
      ),
  )
}

const shared = {
  method: 'post',
  access: 'signed',
  institution: 'required',
  tag: TAG,
  answer: { description: 'Cards; none where there is nothing to say', schema: cdsResponse },
  refusals: { 412: 'A prefetch value is missing, could not be fetched, or is one page of several' },
} as const

function addDischarge(parts: Parts): void {
  addRoute(
    parts.gate,
    {
      ...shared,
      path: `/cds-services/${AT_DISCHARGE.id}`,
      summary: AT_DISCHARGE.title,
      body: { schema: dischargeRequest, ...BODY },
    },
    async ({ c, actor, body: { context, prefetch } }) => {
      const { patientId, encounterId } = context
      const call = { c, actor: actor.id, institution: requireInstitution(actor), patientId }
      const records = await readRecords(parts, call, prefetch)
      const question = stayAtDischarge(records, encounterId)
      return answerCards(c, await cardsFor(parts, call, question))
    },
  )
}

function addChart(parts: Parts): void {
  addRoute(
    parts.gate,
    {
      ...shared,
      path: `/cds-services/${IN_CHART.id}`,
      summary: IN_CHART.title,
      body: { schema: patientViewRequest, ...BODY },
    },
    async ({ c, actor, body: { context, prefetch } }) => {
      const { patientId, userId } = context
      // Cards speak to clinicians; patients and their relatives look at charts too.
      if (!userId.startsWith('Practitioner')) return answerCards(c, [])
      const call = { c, actor: actor.id, institution: requireInstitution(actor), patientId }
      const records = await readRecords(parts, call, prefetch)
      const cards = await cardsFor(parts, call, currentStay(records))
      return answerCards(c, cards.filter(isWorthReading))
    },
  )
}

const answerCards = (c: RequestContext, cards: readonly CardOfLevel[]): Response =>
  answerJson(c, { cards: cards.map(({ card }) => card) })

interface Call {
  c: RequestContext
  actor: string
  institution: string
  patientId: string
}

interface CardOfLevel {
  card: Card
  level: 'LOW' | 'MEDIUM' | 'HIGH' | undefined
}

/** In the chart, a card for everybody would soon be read by nobody. */
const isWorthReading = ({ level }: CardOfLevel): boolean => level === 'MEDIUM' || level === 'HIGH'

async function readRecords(
  { records }: Parts,
  { institution, patientId }: Call,
  prefetch: Readonly<Record<string, unknown>>,
): Promise<Records> {
  const prefetched = readPrefetch(prefetch, patientId)
  if ('problems' in prefetched) throw prefetchProblem(prefetched.problems)
  const { resources } = prefetched
  return { resources, read: await records.read(institution, resources as JsonObject[]) }
}

function prefetchProblem(problems: readonly PrefetchProblem[]): Problem {
  const texts = problems.map(({ key, text }) => ({ path: `prefetch.${key}`, message: text }))
  if (problems.every(({ isMissing }) => isMissing))
    return new Problem(412, `Needed in prefetch: ${problems.map(({ key }) => key).join(', ')}`, {
      errors: texts,
    })
  return validationProblem(
    problems.map(({ key, text }) => ({
      type: 'value_error',
      loc: ['body', 'prefetch', key],
      msg: text,
    })),
  )
}

/** The cards of a question; a prediction is in the audit trail before it is told. */
async function cardsFor(
  { gate, predictions, served }: Parts,
  { c, actor, institution, patientId }: Call,
  question: Question,
): Promise<CardOfLevel[]> {
  if ('silent' in question) return []
  const origin = requireSignedOrigin(c, gate.credentials)
  if ('unable' in question) return [{ card: unableCard(question, origin), level: undefined }]
  const { row, unread } = question
  // Scoring happens at once, with this very model.
  const { manifest } = served.current().model
  const made = await predictions.predict({
    patientId,
    row,
    institution,
    actor,
    requestId: c.get('requestId'),
  })
  const { uncertainty } = JSON.parse(`{${made.text}}`) as { uncertainty: Uncertainty | null }
  const { card: model, trainingPrevalence: baseRate } = manifest
  const estimate = {
    id: made.id,
    forest: made.forest,
    baseRate,
    uncertainty: uncertainty ?? undefined,
    learnedFrom: `${model.trainingWindow}: ${model.population}`,
    auc: model.metrics.auc,
    unread,
  }
  return [{ card: cardOf(estimate, origin), level: made.forest.level }]
}
