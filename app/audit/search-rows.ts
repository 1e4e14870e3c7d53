import type { Pool } from 'pg'
import type { SealedRow } from './audit-rows.ts'
import { COLUMNS, type StoredRow, toAuditRow } from './stored-row.ts'
import { firstIdAt } from './uuid-v7.ts'

/** What rows are looked for; what is left out does not matter. */
export interface AuditQuery {
  institution?: string | undefined
  kind?: string | undefined
  actor?: string | undefined
  /** A prediction's own row, and those about it. */
  predictionId?: string | undefined
  /** Pseudonym of the patient the row is about. */
  subject?: string | undefined
  /** From this time on. */
  from?: Date | undefined
  /** Before this time. */
  to?: Date | undefined
  /** Below this number in the chain: where the page before ended. */
  before?: number | undefined
  limit: number
}

/** An id is drawn at most so long before or after its row's time. */
const SLACK_MS = 60_000

/** Rows of the trail, latest first. */
export async function searchRows(pool: Pool, query: AuditQuery): Promise<SealedRow[]> {
  const { text, values } = statement(query)
  const { rows } = await pool.query<StoredRow>(text, values)
  return rows.map((row) => ({ ...toAuditRow(row), hash: row.hash }))
}

/**
 * Times narrow the ids first, which begin with the time and have an index. Events other than
 * predictions have indexes of their own, found by the condition on the kind.
 */
function statement(query: AuditQuery): { text: string; values: unknown[] } {
  const { institution, kind, actor, predictionId, subject, from, to, before, limit } = query
  const values: unknown[] = []
  const conditions: string[] = []
  const where = (condition: (parameter: string) => string, value: unknown): void => {
    if (value === undefined) return
    values.push(value)
    conditions.push(condition(`$${values.length}`))
  }
  where((p) => `seq < ${p}`, before)
  where((p) => `institution = ${p}`, institution)
  where((p) => `kind = ${p}`, kind)
  if (kind !== undefined && kind !== 'prediction') conditions.push(`kind <> 'prediction'`)
  where((p) => `actor = ${p}`, actor)
  where(
    (p) => `(id = ${p}::uuid or kind <> 'prediction' and details->>'prediction' = ${p}::text)`,
    predictionId,
  )
  where((p) => `subject = ${p}`, subject)
  where((p) => `id >= ${p}::uuid`, from && firstIdAt(from.getTime() - SLACK_MS))
  where((p) => `time >= ${p}`, from)
  where((p) => `id < ${p}::uuid`, to && firstIdAt(to.getTime() + SLACK_MS))
  where((p) => `time < ${p}`, to)
  values.push(limit)
  const filter = conditions.length === 0 ? 'true' : conditions.join(' and ')
  return {
    text: `select ${COLUMNS} from audit_rows where ${filter} order by seq desc limit $${values.length}`,
    values,
  }
}
