import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { Pool } from 'pg'

const FOLDER = join(import.meta.dirname, 'migrations')

/** Any fixed number: it names the lock among PostgreSQL's advisory locks. */
const LOCK = 3_030_447_001

/** Brings the schema up to date. Processes that start at the same moment take turns. */
export async function applyMigrations(pool: Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    try {
      await migrate(drizzle(client), { migrationsFolder: FOLDER })
    } finally {
      await client.query('select pg_advisory_unlock($1)', [LOCK])
    }
  } finally {
    client.release()
  }
}
