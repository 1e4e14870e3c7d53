import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { openStore, type Store, type StoreOptions } from '../../app/store/store.ts'
import { createDatabase } from '../postgres/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the PostgreSQL server of this run. */
    postgresUrl: string
    /** Data directory with a migrated, empty embedded database. */
    emptyDataDir: string
    /** The built console. */
    consolePath: string
  }
}

/** A new empty database and the way to open it. */
export interface TestDatabase {
  options: StoreOptions
  open(): Promise<Store>
  remove(): void
}

/** A copy of the prepared data directory. */
export function embeddedDatabase(): TestDatabase {
  const dataDir = mkdtempSync(join(tmpdir(), 'dataspace-store-'))
  cpSync(inject('emptyDataDir'), dataDir, { recursive: true })
  const options = { dataDir, synced: false }
  return {
    options,
    open: () => openStore(options),
    remove: () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

/** A new database on the real server. */
export async function serverDatabase(): Promise<TestDatabase> {
  const options = { dataDir: '', databaseUrl: await createDatabase(inject('postgresUrl')) }
  return { options, open: () => openStore(options), remove: () => {} }
}

/** Both kinds, for describe.each. */
export const DATABASES: [string, () => TestDatabase | Promise<TestDatabase>][] = [
  ['the embedded database', embeddedDatabase],
  ['a PostgreSQL server', serverDatabase],
]
