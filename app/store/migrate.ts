import { join } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { Client, PoolClient } from 'pg'

const FOLDER = join(import.meta.dirname, 'migrations')

/** Any fixed number: it names the lock among PostgreSQL's advisory locks. */
const LOCK = 3_030_447_001

/**
 * Brings the schema up to date and tells how many migrations that took. Processes that start at the
 * same moment take turns.
 */
export async function applyMigrations(client: Client | PoolClient): Promise<number> {
  await client.query('select pg_advisory_lock($1)', [LOCK])
  try {
    const missing = (await missingMigrations(client)).length
    await migrate(drizzle(client), { migrationsFolder: FOLDER })
    return missing
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK])
  }
}

/**
 * Refuses a database whose schema is older than this release. A newer one is accepted: so the
 * replicas of the last release go on while the next one is rolled out.
 *
 * @throws Error naming how many migrations are missing and what applies them.
 */
export async function requireMigrations(client: Client | PoolClient): Promise<void> {
  const missing = (await missingMigrations(client)).length
  if (missing > 0)
    throw new Error(
      `The database lacks ${missing} migration(s) of this release, and MIGRATE is false. ` +
        'Run `dataspace migrate` on it first.',
    )
}

/** Migrations of this release that the database has not had; drizzle compares the same way. */
async function missingMigrations(
  client: Client | PoolClient,
): Promise<readonly { folderMillis: number }[]> {
  const files = readMigrationFiles({ migrationsFolder: FOLDER })
  const { rows: tables } = await client.query<{ name: string | null }>(
    `select to_regclass('drizzle.__drizzle_migrations')::text as name`,
  )
  if ((tables[0]?.name ?? null) === null) return files
  const { rows } = await client.query<{ last: string | null }>(
    'select max(created_at)::text as last from drizzle.__drizzle_migrations',
  )
  const last = Number(rows[0]?.last ?? 0)
  return files.filter(({ folderMillis }) => folderMillis > last)
}
