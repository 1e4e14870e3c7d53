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

/** States a fact, whatever was known by that name before. */
export async function stateFact(db: Database, name: string, value: string): Promise<void> {
  await db
    .insert(serviceFacts)
    .values({ name, value })
    .onConflictDoUpdate({ target: serviceFacts.name, set: { value } })
}

/** What is known by a name; undefined where nothing is. */
export async function factNamed(db: Database, name: string): Promise<string | undefined> {
  const [fact] = await db.select().from(serviceFacts).where(eq(serviceFacts.name, name))
  return fact?.value
}
