import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Pool } from 'pg'
import { lockDirectory } from '../directory-lock.ts'
import type { Connection, StoreOptions } from '../store.ts'
import { createDatabase, serveDatabase } from './database-thread.ts'
import { WorkerStream } from './worker-stream.ts'

/**
 * Opens the embedded PostgreSQL of a data directory, creating both when missing. It has one
 * connection, so queries take turns.
 *
 * @throws Error when another process has the directory open or the files cannot be opened.
 */
export async function openEmbedded(options: StoreOptions): Promise<Connection> {
  const { dataDir, onProgress, synced = true } = options
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const unlock = lockDirectory(dataDir)
  const folder = join(dataDir, 'database')
  try {
    if (!existsSync(folder)) {
      onProgress?.('creating the embedded database')
      await createDatabase(folder)
    }
    onProgress?.('opening the embedded database')
    const thread = await serveDatabase(folder, synced)
    const pool = new Pool({
      stream: () => new WorkerStream(thread),
      user: 'postgres',
      database: 'postgres',
      max: 1,
      idleTimeoutMillis: 0,
    })
    const close = async (): Promise<void> => {
      await pool.end()
      await thread.close()
      unlock()
    }
    const patiently: Connection['patiently'] = async (work) => {
      const client = await pool.connect()
      return work(client).finally(() => client.release())
    }
    return { kind: 'embedded', pool, patiently, close }
  } catch (error) {
    unlock()
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The embedded database in ${folder} did not open: ${reason}`, { cause: error })
  }
}
