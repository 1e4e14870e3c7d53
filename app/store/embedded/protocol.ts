/** What the thread of the embedded database is told when it starts. */
export interface WorkerSettings {
  /** Folder of PostgreSQL's files. */
  folder: string
  /** True: a commit waits for fsync. */
  synced: boolean
}

/** Main thread to worker: bytes of the PostgreSQL protocol, a new connection, or the end. */
export type Request =
  | { kind: 'connect'; connection: number }
  | { kind: 'bytes'; connection: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'close' }

/** Worker to main thread. `failed` carries the reason as text. */
export type Reply =
  | { kind: 'ready' }
  | { kind: 'connected'; connection: number }
  | { kind: 'bytes'; connection: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'closed' }
  | { kind: 'failed'; reason: string }
