import { join } from 'node:path'
import type { DuckDBConnection } from '@duckdb/node-api'
import { duckdbFailure } from './duckdb-failure.ts'
import { ExtractError } from './extract-error.ts'

/** What DuckDB may use of the machine. */
export interface DuckdbLimits {
  /** Folder for its database and what does not fit into memory. */
  folder: string
  memoryMegabytes: number
  threads: number
}

/** One DuckDB in this process, its data on disk. */
export interface DuckdbSession {
  /** Runs statements one after another; `onProgress` hears the last one's share done, 0 to 1. */
  run(sql: string, onProgress?: (fraction: number) => void): Promise<void>
  /** The rows of one query, for small results; whole numbers beyond 32 bits come as text. */
  rows(sql: string): Promise<Record<string, unknown>[]>
  close(): void
}

const POLL_MS = 200

/**
 * Opens DuckDB in the folder. It loads no extension from elsewhere. An abort interrupts what runs:
 * the statement rejects with the signal's reason.
 *
 * @throws ExtractError where the optional package @duckdb/node-api is not installed
 */
export async function openDuckdb(
  limits: DuckdbLimits,
  signal?: AbortSignal,
): Promise<DuckdbSession> {
  const { DuckDBInstance } = await loadDuckdb()
  const instance = await DuckDBInstance.create(join(limits.folder, 'extract.duckdb'), {
    memory_limit: `${limits.memoryMegabytes}MB`,
    threads: String(limits.threads),
    temp_directory: join(limits.folder, 'spill'),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // Row order comes from ORDER BY alone; keeping the files' order would hold them in memory.
    preserve_insertion_order: 'false',
  })
  const connection = await instance.connect()
  await connection.run('set enable_progress_bar = true; set enable_progress_bar_print = false')
  const interrupt = () => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  const guarded = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    signal?.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      signal?.throwIfAborted()
      throw duckdbFailure(error)
    }
  }
  return {
    run: (sql, onProgress) => guarded(() => watched(connection, sql, onProgress)),
    rows: (sql) => guarded(async () => (await connection.runAndReadAll(sql)).getRowObjectsJson()),
    close: () => {
      signal?.removeEventListener('abort', interrupt)
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function loadDuckdb(): Promise<typeof import('@duckdb/node-api')> {
  try {
    return await import('@duckdb/node-api')
  } catch (error) {
    const cause = { cause: error }
    throw new ExtractError(
      'Feature extraction needs DuckDB, an optional package; fix: npm install @duckdb/node-api',
      cause,
    )
  }
}

async function watched(
  connection: DuckDBConnection,
  sql: string,
  onProgress: ((fraction: number) => void) | undefined,
): Promise<void> {
  if (!onProgress) {
    await connection.run(sql)
    return
  }
  const timer = setInterval(() => {
    const { percentage } = connection.progress
    // Negative while DuckDB does not know yet.
    if (percentage > 0) onProgress(Math.min(1, percentage / 100))
  }, POLL_MS)
  try {
    await connection.run(sql)
  } finally {
    clearInterval(timer)
  }
  onProgress(1)
}
