import { auditHead } from '../store/schema.ts'
import type { Store } from '../store/store.ts'
import type { AuditKey } from './audit-key.ts'
import { BatchWriter } from './batch-writer.ts'
import { START, sealHead } from './chain.ts'
import { checkAuditKey } from './check-audit-key.ts'
import type { AuditEntry } from './entry.ts'
import { uuidV7 } from './uuid-v7.ts'

/** Where an entry is in the trail. */
export interface Appended {
  seq: number
  /** UUID v7; of a prediction it is the prediction id. */
  id: string
}

/** The audit trail, open for writing. */
export interface AuditTrail {
  /**
   * Resolves after the COMMIT that holds the row. Rejects with AuditUnavailable when the database
   * does not take it; what was asked for must then be refused.
   */
  append(entry: AuditEntry): Promise<Appended>
  /** Entries that wait for a commit. */
  readonly waiting: number
  /** Resolves when nothing waits any more. Call before the store is closed. */
  idle(): Promise<void>
}

/** The trail cannot take entries now. `cause` says why. */
export class AuditUnavailable extends Error {
  override readonly name = 'AuditUnavailable'
}

export interface AuditTrailOptions {
  store: Store
  key: AuditKey
  /** Rows in one commit at most. @default 256 */
  batchSize?: number
  /** Entries that may wait; more are rejected at once. @default 10000 */
  queueLimit?: number
  /** A database that hangs is unavailable after twice this time, in milliseconds. @default 2500 */
  statementTimeoutMs?: number
  /** Clock in milliseconds. @default Date.now */
  now?: () => number
}

/** An entry that waits for its commit. */
export interface Waiting {
  entry: AuditEntry
  id: string
  time: number
  resolve(appended: Appended): void
  reject(error: Error): void
}

/**
 * Opens the trail for writing. While one batch commits the next one gathers (group commit), so a
 * commit's time is shared by all requests of that moment. Several processes may write one trail.
 *
 * @throws Error when the trail was written with another key.
 */
export async function createAuditTrail(options: AuditTrailOptions): Promise<AuditTrail> {
  const { store, key, batchSize = 256, queueLimit = 10_000, now = Date.now } = options
  const { statementTimeoutMs = 2500 } = options
  await checkAuditKey(store, key)
  const head = { id: 1, ...START, seal: sealHead(key.chain, START) }
  await store.db.insert(auditHead).values(head).onConflictDoNothing()

  const writer = new BatchWriter(store.pool, key, statementTimeoutMs)
  const queue: Waiting[] = []
  let working: Promise<void> | undefined

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      // A turn of the event loop between commits: what has arrived by then shares the next one. Where
      // the disk is quick, batches would else be small, and each costs more than its rows.
      await new Promise(setImmediate)
      await settle(writer, queue.splice(0, batchSize))
    }
    working = undefined
  }

  const append = (entry: AuditEntry): Promise<Appended> => {
    if (queue.length >= queueLimit) {
      return Promise.reject(new AuditUnavailable(`${queue.length} audit entries wait already.`))
    }
    const time = now()
    const result = new Promise<Appended>((resolve, reject) => {
      queue.push({ entry, id: entry.id ?? uuidV7(time), time, resolve, reject })
    })
    working ??= drain()
    return result
  }

  return {
    append,
    get waiting() {
      return queue.length
    },
    idle: async () => {
      while (working) await working
    },
  }
}

async function settle(writer: BatchWriter, batch: Waiting[]): Promise<void> {
  try {
    const numbers = await writer.write(batch)
    for (const { id, resolve } of batch) resolve({ seq: numbers.get(id) ?? 0, id })
  } catch (cause) {
    const error = new AuditUnavailable('The audit trail did not take the entry.', { cause })
    for (const { reject } of batch) reject(error)
  }
}
