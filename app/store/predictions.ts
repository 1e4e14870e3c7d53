import type { Pool } from 'pg'

/** A prediction as the trail and the tables beside it know it. */
export interface ListedPrediction {
  id: string
  time: Date
  /** The patient's pseudonym. */
  subject: string | null
  level: string | null
  scoreBand: number | null
  modelName: string | null
  modelVersion: number | null
  /** Lower-case hex. */
  modelSha256: string | null
  actor: string
  /** Calibrated probability; null once the prediction is too old for outcomes. */
  probability: number | null
  readmitted: boolean | null
  observedOn: string | null
}

/** Which predictions of an institution are wanted. */
export interface PredictionQuery {
  institution: string
  /** Of this patient alone. */
  subject?: string | undefined
  level?: string | undefined
  /** Those whose outcome is known, or those whose is not and may still be told. */
  outcome?: 'known' | 'open' | undefined
  /** From this id on: ids begin with the time. */
  from?: string | undefined
  /** Below this id: where the page before ended. */
  before?: string | undefined
  limit: number
}

const COLUMNS = `r.id, r.time, r.subject, r.decision as level, r.score_band as "scoreBand",
  r.model_name as "modelName", r.model_version as "modelVersion",
  encode(r.model_sha256, 'hex') as "modelSha256", r.actor, s.probability, o.readmitted,
  o.observed_on::text as "observedOn"`

/**
 * Predictions of one institution, latest first. A patient's are found in the trail, however old; all
 * others among those that an outcome may be told of, whose ids begin with the time.
 */
export async function listPredictions(
  pool: Pool,
  query: PredictionQuery,
): Promise<ListedPrediction[]> {
  const { institution, subject, level, outcome, from: first, before, limit } = query
  const tables =
    subject === undefined
      ? `served_predictions s join audit_rows r on r.id = s.prediction_id
           left join prediction_outcomes o on o.prediction_id = s.prediction_id
         where s.institution = $1 and ($5::uuid is null or s.prediction_id < $5)`
      : `audit_rows r left join served_predictions s on s.prediction_id = r.id
           left join prediction_outcomes o on o.prediction_id = r.id
         where r.institution = $1 and r.subject = $7 and r.kind = 'prediction'
           and ($5::uuid is null or r.id < $5)`
  const { rows } = await pool.query<ListedPrediction>(
    `select ${COLUMNS} from ${tables}
       and ($6::uuid is null or r.id >= $6)
       and ($2::text is null or r.decision = $2)
       and ($3::boolean is null or (o.prediction_id is not null) = $3)
     order by ${subject === undefined ? 's.prediction_id' : 'r.id'} desc limit $4`,
    [
      institution,
      level ?? null,
      outcome === undefined ? null : outcome === 'known',
      limit,
      before ?? null,
      first ?? null,
      ...(subject === undefined ? [] : [subject]),
    ],
  )
  return rows
}

/** One prediction of an institution, however old; undefined where it has none with this id. */
export async function findPrediction(
  pool: Pool,
  { institution, id }: { institution: string; id: string },
): Promise<ListedPrediction | undefined> {
  const { rows } = await pool.query<ListedPrediction>(
    `select ${COLUMNS} from audit_rows r
       left join served_predictions s on s.prediction_id = r.id
       left join prediction_outcomes o on o.prediction_id = r.id
     where r.institution = $1 and r.id = $2 and r.kind = 'prediction'`,
    [institution, id],
  )
  return rows[0]
}

/** Keeps the words beside a person's decision. */
export async function addDecisionNote(
  pool: Pool,
  note: { auditId: string; institution: string | null; note: string },
): Promise<void> {
  await pool.query('insert into decision_notes (audit_id, institution, note) values ($1, $2, $3)', [
    note.auditId,
    note.institution,
    note.note,
  ])
}
