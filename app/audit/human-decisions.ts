import type { Pool } from 'pg'

/** What a person did with a prediction. */
export interface HumanDecision {
  /** Id of the decision's own row in the trail. */
  id: string
  predictionId: string
  time: Date
  actor: string
  action: 'accepted' | 'overridden'
  reasonCode: string | null
  /** The level the person holds to be right; null where he accepted. */
  level: string | null
  /** Kept beside the trail; null where none was given or it is deleted. */
  note: string | null
}

interface Row {
  id: string
  time: Date
  actor: string
  details: { prediction: string; action: 'accepted' | 'overridden' } & Record<string, string | null>
  note: string | null
}

/** The decisions on predictions, by prediction; where one was decided on again, the latest. */
export async function latestDecisions(
  pool: Pool,
  predictionIds: readonly string[],
): Promise<Map<string, HumanDecision>> {
  if (predictionIds.length === 0) return new Map()
  const { rows } = await pool.query<Row>(
    `select r.id, r.time, r.actor, r.details, n.note
     from audit_rows r left join decision_notes n on n.audit_id = r.id
     where r.kind <> 'prediction' and r.kind = 'human-decision'
       and r.details->>'prediction' = any($1::text[])
     order by r.seq`,
    [predictionIds],
  )
  return new Map(rows.map((row) => [row.details.prediction, decisionOf(row)]))
}

const decisionOf = ({ id, time, actor, details, note }: Row): HumanDecision => ({
  id,
  predictionId: details.prediction,
  time,
  actor,
  action: details.action,
  reasonCode: details.reason_code ?? null,
  level: details.level ?? null,
  note,
})
