import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { SyncedNodeFS } from './node-filesystem.ts'
import type { Reply, Request, WorkerSettings } from './protocol.ts'

/** PostgreSQL's own defaults are for a machine of its own; these keep memory and the folder small. */
const SETTINGS = {
  shared_buffers: '4MB',
  wal_buffers: '256kB',
  max_wal_size: '64MB',
  min_wal_size: '8MB',
  max_connections: '4',
  max_prepared_transactions: '0',
  work_mem: '2MB',
  maintenance_work_mem: '8MB',
  temp_buffers: '1MB',
  log_min_messages: 'fatal',
}

/** The length of the log is looked at after so many bytes of statements. */
const CHECK_EVERY = 2 * 1024 * 1024

const LOG_IS_LONG = `select pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn) > 32 * 1024 * 1024 as long
  from pg_control_checkpoint()`

const reply = (message: Reply, transfer: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(message, transfer)

const startParams = (synced: boolean): string[] => [
  ...PGlite.defaultStartParams.filter((parameter) => !(synced && parameter === '-F')),
  ...Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  // fdatasync is empty in PGlite's C library, fsync is passed on by SyncedNodeFS.
  ...(synced ? ['-c', 'wal_sync_method=fsync'] : []),
]

async function serve({ folder, synced }: WorkerSettings): Promise<void> {
  const database = await PGlite.create({
    fs: new SyncedNodeFS(folder),
    startParams: startParams(synced),
  })
  let current = 0

  const connect = async (connection: number): Promise<void> => {
    if (database.isInTransaction()) await database.exec('ROLLBACK')
    if (current > 0) await database.exec('DISCARD ALL')
    current = connection
    reply({ kind: 'connected', connection })
  }

  const run = async (connection: number, bytes: Uint8Array): Promise<void> => {
    if (connection !== current) return
    const chunks: Uint8Array[] = []
    await database.execProtocolRawStream(bytes, {
      syncToFs: false,
      onRawData: (chunk) => chunks.push(chunk.slice()),
    })
    const answer = new Uint8Array(Buffer.concat(chunks))
    reply({ kind: 'bytes', connection, bytes: answer }, [answer.buffer])
    received += bytes.length
    await checkpointWhenDue()
  }

  // PostgreSQL in single-user mode never makes a checkpoint of its own accord: without this its log
  // would grow until the service stops.
  let received = 0
  const checkpointWhenDue = async (): Promise<void> => {
    if (received < CHECK_EVERY || database.isInTransaction()) return
    received = 0
    const [result] = await database.exec(LOG_IS_LONG)
    if (result?.rows[0]?.long === true) await database.exec('CHECKPOINT')
  }

  const close = async (): Promise<void> => {
    await database.close()
    reply({ kind: 'closed' })
    parentPort?.close()
  }

  const answer = (request: Request): Promise<void> => {
    if (request.kind === 'connect') return connect(request.connection)
    if (request.kind === 'bytes') return run(request.connection, request.bytes)
    return close()
  }

  let last = Promise.resolve()
  parentPort?.on('message', (request: Request) => {
    last = last.then(() => answer(request)).catch(fail)
  })
  reply({ kind: 'ready' })
}

function fail(error: unknown): void {
  reply({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) })
}

await serve(workerData as WorkerSettings).catch(fail)
