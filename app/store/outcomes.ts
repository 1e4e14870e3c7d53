import type { Pool } from 'pg'
import { firstIdAt } from '../audit/uuid-v7.ts'

/** What became of a patient within 30 days. */
export interface Outcome {
  predictionId: string
  readmitted: boolean
  /** Day of the readmission, or a day on which the 30 days were over: `2026-03-01`. */
  observedOn: string
}

/** A served prediction, and its outcome if one is known. */
export interface ServedWithOutcome {
  predictionId: string
  servedOn: string
  outcome: Outcome | null
}

/** Those of the predictions that the institution was served and that are still kept. */
export async function findServed(
  pool: Pool,
  institution: string,
  ids: readonly string[],
): Promise<ServedWithOutcome[]> {
  const { rows } = await pool.query<{
    id: string
    served_on: string
    readmitted: boolean | null
    observed_on: string | null
  }>(
    `select s.prediction_id as id, s.served_on::text, o.readmitted, o.observed_on::text
     from served_predictions s left join prediction_outcomes o using (prediction_id)
     where s.prediction_id = any($2::uuid[]) and s.institution = $1`,
    [institution, ids],
  )
  return rows.map(({ id, served_on, readmitted, observed_on }) => ({
    predictionId: id,
    servedOn: served_on,
    outcome:
      readmitted === null || observed_on === null
        ? null
        : { predictionId: id, readmitted, observedOn: observed_on },
  }))
}

/** Keeps outcomes of predictions that have none; returns the ids of those that were kept. */
export async function addOutcomes(
  pool: Pool,
  { outcomes, institution, actor }: { outcomes: readonly Outcome[] } & Teller,
): Promise<Set<string>> {
  if (outcomes.length === 0) return new Set()
  const { rows } = await pool.query<{ id: string }>(
    `insert into prediction_outcomes (prediction_id, institution, readmitted, observed_on, actor)
     select prediction_id, $1, readmitted, observed_on, $2
     from unnest($3::uuid[], $4::boolean[], $5::date[]) as told (prediction_id, readmitted, observed_on)
     join served_predictions using (prediction_id)
     order by prediction_id
     on conflict (prediction_id) do nothing returning prediction_id as id`,
    [institution, actor, ...columnsOf(outcomes)],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Replaces outcomes that are known. */
export async function correctOutcomes(
  pool: Pool,
  { outcomes, institution, actor }: { outcomes: readonly Outcome[] } & Teller,
): Promise<void> {
  if (outcomes.length === 0) return
  await pool.query(
    `update prediction_outcomes o
     set readmitted = told.readmitted, observed_on = told.observed_on, actor = $2, received_at = now()
     from unnest($3::uuid[], $4::boolean[], $5::date[]) as told (prediction_id, readmitted, observed_on)
     where o.prediction_id = told.prediction_id and o.institution = $1`,
    [institution, actor, ...columnsOf(outcomes)],
  )
}

interface Teller {
  institution: string
  actor: string
}

const columnsOf = (outcomes: readonly Outcome[]): [string[], boolean[], string[]] => [
  outcomes.map((one) => one.predictionId),
  outcomes.map((one) => one.readmitted),
  outcomes.map((one) => one.observedOn),
]

/** Probability and outcome of every prediction of a model whose outcome is known. */
export async function knownOutcomes(
  pool: Pool,
  modelVersion: number,
): Promise<{ institution: string; probability: number; readmitted: boolean }[]> {
  const { rows } = await pool.query<{
    institution: string
    probability: number
    readmitted: boolean
  }>(
    `select s.institution, s.probability, o.readmitted
     from prediction_outcomes o join served_predictions s using (prediction_id)
     where s.model_version = $1`,
    [modelVersion],
  )
  return rows
}

/**
 * Deletes predictions, their outcomes, notes of decisions and feature counts of days more than `days` before today.
 *
 * @returns how many predictions went
 */
export async function forgetServed(pool: Pool, days: number, now = Date.now()): Promise<number> {
  const firstKept = (Math.floor(now / DAY_MS) - days) * DAY_MS
  const gone = await pool.query('delete from served_predictions where prediction_id < $1::uuid', [
    firstIdAt(firstKept),
  ])
  await pool.query('delete from decision_notes where audit_id < $1::uuid', [firstIdAt(firstKept)])
  await pool.query('delete from served_feature_counts where served_on < $1::date', [
    new Date(firstKept).toISOString().slice(0, 10),
  ])
  return gone.rowCount ?? 0
}

const DAY_MS = 86_400_000
