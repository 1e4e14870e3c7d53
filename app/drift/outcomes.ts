import type { RecordEvent } from '../http/parts.ts'
import type { Metrics } from '../metrics/metrics.ts'
import {
  addOutcomes,
  correctOutcomes,
  findServed,
  type Outcome,
  type ServedWithOutcome,
} from '../store/outcomes.ts'
import type { Store } from '../store/store.ts'

/** What became of an outcome that was told. */
export const OUTCOME_RESULTS = [
  'recorded',
  'corrected',
  'unchanged',
  'unknown',
  'impossible_date',
] as const
export type OutcomeResult = (typeof OUTCOME_RESULTS)[number]

/** Who tells outcomes, of which institution's predictions. */
export interface OutcomeTeller {
  institution: string
  actor: string
  requestId: string
}

/** Outcomes of served predictions. */
export interface Outcomes {
  /**
   * Keeps outcomes of the institution's own predictions. What is told twice changes nothing; what
   * is told otherwise replaces what was known, and the audit trail has it before. One result each,
   * in order; ids must differ and be in lower case.
   */
  tell(teller: OutcomeTeller, outcomes: readonly Outcome[]): Promise<OutcomeResult[]>
}

const DAY_MS = 86_400_000
/** Without a readmission the answer is known when so many days are over. */
const HORIZON_DAYS = 30
/** Another request may tell of a prediction between our look and our insert; then we look again. */
const LOOKS = 3

/** Outcomes kept in the database beside the predictions they are of. */
export function createOutcomes(parts: {
  store: Store
  recordEvent: RecordEvent
  metrics: Metrics
  now?: () => number
}): Outcomes {
  const { metrics, now = Date.now } = parts
  return {
    tell: async (teller, outcomes) => {
      const results = new Map<string, OutcomeResult>()
      let open = outcomes
      for (let look = 0; look < LOOKS && open.length > 0; look++) {
        const found = await tellOnce({ ...parts, today: now() }, teller, open)
        for (const [id, result] of found) results.set(id, result)
        open = open.filter(({ predictionId }) => !results.has(predictionId))
      }
      // What is still open was deleted, at the end of its retention, while we looked.
      const inOrder = outcomes.map(({ predictionId }) => results.get(predictionId) ?? 'unknown')
      const { institution } = teller
      for (const result of inOrder) metrics.outcomes.inc({ institution, result })
      return inOrder
    },
  }
}

async function tellOnce(
  parts: { store: Store; recordEvent: RecordEvent; today: number },
  teller: OutcomeTeller,
  outcomes: readonly Outcome[],
): Promise<Map<string, OutcomeResult>> {
  const { pool } = parts.store
  const { institution, actor } = teller
  const ids = outcomes.map(({ predictionId }) => predictionId)
  const served = new Map(
    (await findServed(pool, institution, ids)).map((one) => [one.predictionId, one]),
  )
  const judged = outcomes.map((outcome) => ({
    outcome,
    result: judge(outcome, served.get(outcome.predictionId), parts.today),
  }))
  const having = (wanted: OutcomeResult): Outcome[] =>
    judged.filter(({ result }) => result === wanted).map(({ outcome }) => outcome)
  const corrected = having('corrected')
  await Promise.all(corrected.map((one) => recordCorrection(parts.recordEvent, teller, one)))
  await correctOutcomes(pool, { outcomes: corrected, institution, actor })
  const kept = await addOutcomes(pool, { outcomes: having('recorded'), institution, actor })
  const settled = judged.filter(
    ({ outcome, result }) => result !== 'recorded' || kept.has(outcome.predictionId),
  )
  return new Map(settled.map(({ outcome, result }) => [outcome.predictionId, result]))
}

function judge(told: Outcome, served: ServedWithOutcome | undefined, today: number): OutcomeResult {
  if (served === undefined) return 'unknown'
  const observed = Date.parse(told.observedOn)
  const earliest = Date.parse(served.servedOn) + (told.readmitted ? 0 : HORIZON_DAYS * DAY_MS)
  // A day of grace at both ends: the institution's day need not be UTC's.
  if (observed < earliest - DAY_MS || observed > today + DAY_MS) return 'impossible_date'
  const known = served.outcome
  if (known === null) return 'recorded'
  const isSame = known.readmitted === told.readmitted && known.observedOn === told.observedOn
  return isSame ? 'unchanged' : 'corrected'
}

const recordCorrection = (
  recordEvent: RecordEvent,
  { institution, actor, requestId }: OutcomeTeller,
  { predictionId, readmitted, observedOn }: Outcome,
): Promise<unknown> =>
  recordEvent({
    kind: 'outcome-corrected',
    actor,
    institution,
    outcome: 'ok',
    requestId,
    details: { prediction: predictionId, readmitted, observed_on: observedOn },
  })
