import { eq } from 'drizzle-orm'
import { serviceFacts } from './schema.ts'
import type { Database } from './store.ts'

/**
 * States a fact about this database if none is known by that name, and returns what holds: the
 * caller's value, or the one that was there before.
 */
export async function agreeOnFact(db: Database, name: string, value: string): Promise<string> {
  await db.insert(serviceFacts).values({ name, value }).onConflictDoNothing()
  const [fact] = await db.select().from(serviceFacts).where(eq(serviceFacts.name, name))
  return fact?.value ?? value
}
