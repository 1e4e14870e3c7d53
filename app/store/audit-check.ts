import { eq } from 'drizzle-orm'
import { serviceFacts } from './schema.ts'
import type { Database } from './store.ts'

/** Name of the fact; it is replaced at every check. */
const NAME = 'audit-check'

/** What the last check of the whole audit chain found, by any replica or command. */
export interface AuditCheck {
  at: Date
  intact: boolean
}

/** Keeps what a check of the chain found. */
export async function keepAuditCheck(db: Database, intact: boolean): Promise<void> {
  const value = `${new Date().toISOString()} ${intact ? 'intact' : 'broken'}`
  await db
    .insert(serviceFacts)
    .values({ name: NAME, value })
    .onConflictDoUpdate({ target: serviceFacts.name, set: { value } })
}

/** The last check; undefined where there was none. */
export async function auditCheck(db: Database): Promise<AuditCheck | undefined> {
  const [fact] = await db.select().from(serviceFacts).where(eq(serviceFacts.name, NAME))
  const [at, found] = fact?.value.split(' ') ?? []
  return at === undefined ? undefined : { at: new Date(at), intact: found === 'intact' }
}
