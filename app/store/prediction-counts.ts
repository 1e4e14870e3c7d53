import type { Pool } from 'pg'
import { firstIdAt } from '../audit/uuid-v7.ts'

/** How often an institution was served a level; null for users bound to none. */
export interface PredictionCount {
  institution: string | null
  level: string
  predictions: number
}

/** Predictions whose ids were drawn in a span of time, in milliseconds. */
export async function countPredictions(
  pool: Pool,
  { from, to }: { from: number; to: number },
): Promise<PredictionCount[]> {
  const { rows } = await pool.query<PredictionCount>(
    `select institution, decision as level, count(*)::int as predictions from audit_rows
     where kind = 'prediction' and id >= $1::uuid and id < $2::uuid group by 1, 2 order by 1, 2`,
    [firstIdAt(from), firstIdAt(to)],
  )
  return rows
}
