import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { Reply, Request, WorkerSettings } from './protocol.ts'
import type { DatabaseConnection, DatabaseThread } from './worker-stream.ts'

// The package ships compiled: there these two are JavaScript.
const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
const WORKER = new URL(`./worker${EXTENSION}`, import.meta.url)
const CREATION = fileURLToPath(new URL(`./create-database${EXTENSION}`, import.meta.url))

/** PGlite's own memory is WebAssembly's, outside of these limits. */
const LIMITS = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 96 }

/**
 * PostgreSQL runs as fast in the baseline compiler's code, whereas optimising its largest functions
 * takes 550 MB for half a second and keeps 40 MB (measured). The flags concern WebAssembly only.
 */
const BASELINE_ONLY = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']

function spawn(settings: WorkerSettings): Worker {
  for (const flag of BASELINE_ONLY) setFlagsFromString(flag)
  return new Worker(WORKER, {
    workerData: settings,
    resourceLimits: LIMITS,
    execArgv: [],
    name: 'database',
  })
}

/** The running thread of the embedded database. */
export interface EmbeddedThread extends DatabaseThread {
  /** Ends PostgreSQL in order (with a checkpoint) and then the thread. */
  close(): Promise<void>
}

/** Makes the files of a new database in `folder`, in a process that ends afterwards. */
export async function createDatabase(folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [...BASELINE_ONLY, CREATION, folder])
}

/** Opens the files in `folder` and serves connections, one at a time. */
export async function serveDatabase(folder: string, synced: boolean): Promise<EmbeddedThread> {
  const worker = spawn({ folder, synced })
  try {
    await ready(worker)
  } catch (error) {
    await worker.terminate()
    throw error
  }
  return new RunningThread(worker)
}

async function ready(worker: Worker): Promise<void> {
  const settled = new AbortController()
  const { signal } = settled
  try {
    const [message] = (await Promise.race([
      once(worker, 'message', { signal }),
      once(worker, 'exit', { signal }).then(([code]) => {
        throw new Error(`its thread ended with code ${code}`)
      }),
    ])) as [Reply]
    if (message.kind === 'failed') throw new Error(message.reason)
  } finally {
    settled.abort()
  }
}

class RunningThread implements EmbeddedThread {
  readonly #worker: Worker
  readonly #connections = new Map<number, DatabaseConnection>()
  #opened = 0
  #ended: Error | undefined
  #closing: Promise<void> | undefined

  constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (message: Reply) => this.#receive(message))
    worker.on('error', (error) => this.#end(error))
    worker.on('exit', (code) => this.#end(new Error(`The database thread ended (${code}).`)))
  }

  connect(connection: DatabaseConnection): number {
    this.#opened += 1
    if (this.#ended) {
      const error = this.#ended
      queueMicrotask(() => connection.onFailure(error))
      return this.#opened
    }
    this.#connections.set(this.#opened, connection)
    this.send({ kind: 'connect', connection: this.#opened })
    return this.#opened
  }

  send(request: Request): void {
    const transfer = request.kind === 'bytes' ? [request.bytes.buffer] : []
    this.#worker.postMessage(request, transfer)
  }

  disconnect(connection: number): void {
    this.#connections.delete(connection)
  }

  close(): Promise<void> {
    this.#closing ??= this.#ended ? Promise.resolve() : this.#shutDown()
    return this.#closing
  }

  async #shutDown(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#worker.once('exit', () => resolve())
      this.send({ kind: 'close' })
    })
  }

  #receive(message: Reply): void {
    if (message.kind === 'connected') this.#connections.get(message.connection)?.onConnected()
    if (message.kind === 'failed') this.#end(new Error(message.reason))
    if (message.kind === 'bytes') this.#connections.get(message.connection)?.onBytes(message.bytes)
  }

  #end(error: Error): void {
    this.#ended ??= error
    for (const connection of this.#connections.values()) connection.onFailure(error)
    this.#connections.clear()
  }
}
