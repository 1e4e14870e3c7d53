import type { Store } from '../store/store.ts'
import type { AuditRow } from './entry.ts'
import { COLUMNS, type StoredRow, toAuditRow } from './stored-row.ts'

/** The rows of one institution, latest first; `before` continues below a number. */
export async function listRows(
  { pool }: Store,
  institution: string,
  { limit = 100, before = Number.MAX_SAFE_INTEGER }: { limit?: number; before?: number } = {},
): Promise<AuditRow[]> {
  const { rows } = await pool.query<StoredRow>(
    `select ${COLUMNS} from audit_rows where institution = $1 and seq < $2
     order by seq desc limit $3`,
    [institution, before, limit],
  )
  return rows.map(toAuditRow)
}

/** A row with its own hash. */
export interface SealedRow extends AuditRow {
  hash: Uint8Array
}

/** The row with an event id, if it belongs to the institution; of any institution for null. */
export async function findRow(
  { pool }: Store,
  institution: string | null,
  id: string,
): Promise<SealedRow | undefined> {
  const { rows } = await pool.query<StoredRow>(
    `select ${COLUMNS} from audit_rows where ($1::text is null or institution = $1) and id = $2`,
    [institution, id],
  )
  return rows[0] && { ...toAuditRow(rows[0]), hash: rows[0].hash }
}
