import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { drizzle } from 'drizzle-orm/node-postgres'
import type { Client, Pool, PoolClient } from 'pg'
import { openEmbedded } from './embedded/open-embedded.ts'
import { applyMigrations, requireMigrations } from './migrate.ts'
import { openPostgres, type ServerAddress } from './postgres.ts'
import * as schema from './schema.ts'

/** Drizzle over node-postgres, with the tables of schema.ts. */
export type Database = NodePgDatabase<typeof schema>

/** An open database, migrated. */
export interface Store {
  db: Database
  /** For the statements that must be prepared once and sent in one round trip. */
  pool: Pool
  kind: 'embedded' | 'postgres'
  /** Migrations that the opening applied. */
  applied: number
  /** Resolves when the database answers within `timeoutMs`, rejects otherwise. */
  ping(timeoutMs: number): Promise<void>
  /** Finishes what runs, then closes; a second call waits for the first. Embedded: with a checkpoint, and the lock is given back. */
  close(): Promise<void>
}

/** Where the data is and who wants to know about slow steps. */
export interface StoreOptions {
  /** URL of a PostgreSQL server; without it the embedded one is used. */
  databaseUrl?: string | undefined
  /** Who opens it, where the URL does not say. */
  databaseUser?: Omit<ServerAddress, 'url'> | undefined
  /** Folder of the embedded database; created when missing. */
  dataDir: string
  /**
   * True (default): brings the schema up to date. False: refuses a schema that is behind, for a
   * service whose roll-out runs `dataspace migrate` first and which may be denied to change tables.
   */
  migrate?: boolean
  /**
   * Embedded only. True (default): a commit waits until the disk has it and survives a power
   * failure. False: it survives the death of the process only.
   */
  synced?: boolean
  onProgress?: ((step: string) => void) | undefined
  /** Errors of connections, which not every query reports. One loss may be reported twice. */
  onError?: ((error: Error) => void) | undefined
}

/** A way to the database before the schema is known to be right. */
export interface Connection {
  kind: Store['kind']
  pool: Pool
  /** Works on one connection without time limits: a large table takes its time to change. */
  patiently<T>(work: (client: Client | PoolClient) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/**
 * Opens the database of the service and brings its schema up to date.
 *
 * @throws Error when the server cannot be reached, the data directory is in use, or the schema is
 *   behind and may not be migrated.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const connection = options.databaseUrl
    ? openPostgres({ url: options.databaseUrl, ...options.databaseUser })
    : await openEmbedded(options)
  const { pool, kind, close } = connection
  // Without listeners the loss of a connection would end the process: the pool reports the idle
  // ones, a client that is checked out (in a transaction) reports itself.
  const report = (error: Error): void => options.onError?.(error)
  pool.on('error', report)
  pool.on('connect', (client) => client.on('error', report))
  let applied = 0
  try {
    if (options.migrate === false) await connection.patiently(requireMigrations)
    else {
      options.onProgress?.('applying migrations')
      applied = await connection.patiently(applyMigrations)
    }
  } catch (error) {
    await close()
    throw error
  }
  let closing: Promise<void> | undefined
  return {
    db: drizzle(pool, { schema }),
    pool,
    kind,
    applied,
    ping: (timeoutMs) => ping(pool, timeoutMs),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

async function ping(pool: Pool, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new Error(`The database did not answer within ${timeoutMs} ms.`)
    timer = setTimeout(() => reject(error), timeoutMs)
  })
  try {
    await Promise.race([pool.query('select 1'), late])
  } finally {
    clearTimeout(timer)
  }
}
