import { Duplex } from 'node:stream'
import { FrontendFrames } from './frontend-frames.ts'
import type { Request } from './protocol.ts'

/** The side of the embedded database that a connection talks to. */
export interface DatabaseThread {
  /** Opens a connection and returns its number; `onBytes` receives what the database answers. */
  connect(connection: DatabaseConnection): number
  send(request: Request): void
  disconnect(connection: number): void
}

/** What the thread calls back. */
export interface DatabaseConnection {
  onConnected(): void
  onBytes(bytes: Uint8Array): void
  onFailure(error: Error): void
}

/**
 * The socket of node-postgres, led to the thread of the embedded database instead of a network.
 * It has the few methods of net.Socket that node-postgres calls.
 */
export class WorkerStream extends Duplex implements DatabaseConnection {
  readonly #thread: DatabaseThread
  readonly #frames = new FrontendFrames()
  #connection = 0

  constructor(thread: DatabaseThread) {
    super({ allowHalfOpen: false })
    this.#thread = thread
  }

  /** Called by node-postgres; `connect` is emitted once the thread is listening. */
  connect(): this {
    this.#connection = this.#thread.connect(this)
    return this
  }

  /** A network option without meaning here. */
  setNoDelay(): this {
    return this
  }

  /** A network option without meaning here. */
  setKeepAlive(): this {
    return this
  }

  /** The thread keeps the process alive until it is closed; a connection does not. */
  ref(): this {
    return this
  }

  /** See `ref`. */
  unref(): this {
    return this
  }

  onConnected(): void {
    this.emit('connect')
  }

  onBytes(bytes: Uint8Array): void {
    this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  }

  onFailure(error: Error): void {
    this.destroy(error)
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.#forward(chunk)
    done()
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error) => void): void {
    this.#forward(Buffer.concat(chunks.map(({ chunk }) => chunk)))
    done()
  }

  override _final(done: (error?: Error) => void): void {
    this.push(null)
    done()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#thread.disconnect(this.#connection)
    done(error)
  }

  #forward(chunk: Buffer): void {
    for (const bytes of this.#frames.push(chunk)) {
      this.#thread.send({ kind: 'bytes', connection: this.#connection, bytes })
    }
  }
}
