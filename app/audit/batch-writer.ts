import type { Pool, PoolClient } from 'pg'
import { appendStatement, type Batch, isLostRace } from './append-statement.ts'
import type { AuditKey } from './audit-key.ts'
import type { Waiting } from './audit-trail.ts'
import { type Head, hashRow, sealHead } from './chain.ts'
import type { HashedRow } from './copy-bytes.ts'
import { copyIn } from './copy-query.ts'
import type { AuditEntry, AuditRow } from './entry.ts'

/** After so many lost races the head is locked first: two round trips, but sure to get through. */
const RACES = 2

/** Event id to number in the trail. */
type Numbers = Map<string, number>

/**
 * Writes batches to the end of the chain. It remembers the head that it wrote last: as long as
 * nobody else writes, a batch is one statement and one round trip.
 */
export class BatchWriter {
  readonly #pool: Pool
  readonly #key: AuditKey
  readonly #timeoutMs: number
  #head: Head | undefined

  /** `timeoutMs` bounds one statement; a batch takes at most two before it is refused. */
  constructor(pool: Pool, key: AuditKey, timeoutMs: number) {
    this.#pool = pool
    this.#key = key
    this.#timeoutMs = timeoutMs
  }

  /** Resolves with the number of every entry once all are committed; rejects when none can be. */
  async write(batch: Waiting[]): Promise<Numbers> {
    try {
      return await this.#append(batch)
    } catch (error) {
      this.#head = undefined
      if (!connectionLost(error)) throw error
      // The statement may have been committed. Should its old connection still be about to commit,
      // then it and a second attempt exclude each other: both need the head where it is now.
      const committed = await this.#find(batch)
      return committed ?? (await this.#append(batch))
    }
  }

  async #append(batch: Waiting[]): Promise<Numbers> {
    for (let race = 0; race < RACES; race += 1) {
      this.#head ??= await this.#readHead(this.#pool)
      const next = this.#continue(this.#head, batch)
      if (await this.#copied(next)) return this.#advance(next)
      this.#head = undefined
      const committed = race > 0 ? undefined : await this.#find(batch)
      if (committed) return committed
    }
    return await this.#appendLocked(batch)
  }

  /** False when another process wrote in between: then nothing was written. */
  async #copied(next: Batch): Promise<boolean> {
    const client = await this.#pool.connect()
    let broken: Error | undefined
    try {
      await copyIn(client, { ...appendStatement(next), timeoutMs: this.#timeoutMs })
      return true
    } catch (error) {
      if (isLostRace(error)) return false
      broken = error as Error
      throw error
    } finally {
      client.release(broken)
    }
  }

  async #appendLocked(batch: Waiting[]): Promise<Numbers> {
    const client = await this.#pool.connect()
    let broken: Error | undefined
    try {
      await client.query('begin')
      const next = this.#continue(await this.#readHead(client, 'for update'), batch)
      await copyIn(client, { ...appendStatement(next), timeoutMs: this.#timeoutMs })
      await client.query('commit')
      return this.#advance(next)
    } catch (error) {
      broken = error as Error
      throw error
    } finally {
      // A connection with an open transaction must not go back to the pool.
      client.release(broken)
    }
  }

  /** node-postgres takes a time limit for each statement; its types do not know. */
  #limited<Statement extends object>(statement: Statement): Statement & { query_timeout: number } {
    return { ...statement, query_timeout: this.#timeoutMs }
  }

  #continue(from: Head, batch: Waiting[]): Batch {
    let to = from
    const rows = batch.map((waiting): HashedRow => {
      const row = rowAfter(to, waiting)
      const hash = hashRow(this.#key.chain, row)
      to = { seq: row.seq, hash }
      return { row, hash }
    })
    const served = batch.flatMap(({ entry }, index) => {
      const row = rows[index]?.row
      return entry.served && row?.institution ? [{ row, ...entry.served }] : []
    })
    return { from, to, seal: sealHead(this.#key.chain, to), rows, served }
  }

  #advance({ to, rows }: Batch): Numbers {
    this.#head = to
    return new Map(rows.map(({ row }) => [row.id, row.seq]))
  }

  /** The numbers of a batch that is in the trail already, or undefined. */
  async #find(batch: Waiting[]): Promise<Numbers | undefined> {
    const ids = batch.map(({ id }) => id)
    const { rows } = await this.#pool.query<{ id: string; seq: string }>(
      this.#limited({ text: 'select id, seq from audit_rows where id = any($1)', values: [ids] }),
    )
    if (rows.length < batch.length) return undefined
    return new Map(rows.map(({ id, seq }) => [id, Number(seq)]))
  }

  async #readHead(client: Pool | PoolClient, lock = ''): Promise<Head> {
    const { rows } = await client.query<{ seq: string; hash: Buffer }>(
      this.#limited({ text: `select seq, hash from audit_head where id = 1 ${lock}` }),
    )
    const head = rows[0]
    if (!head) throw new Error('The audit trail has lost its head. Run: dataspace audit verify')
    return { seq: Number(head.seq), hash: head.hash }
  }
}

/** True unless the server itself said no: an answer with an SQLSTATE outside of class 08 and 57. */
function connectionLost(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return typeof code !== 'string' || !/^(?!08|57)[0-9A-Z]{5}$/.test(code)
}

function rowAfter(head: Head, { entry, id, time }: Waiting): AuditRow {
  return {
    seq: head.seq + 1,
    id,
    timeMicros: BigInt(time) * 1000n,
    previousHash: head.hash,
    ...columnsOf(entry),
  }
}

const columnsOf = (entry: AuditEntry) => ({
  kind: entry.kind,
  institution: entry.institution ?? null,
  actor: entry.actor,
  purpose: entry.purpose ?? null,
  subject: entry.subject ?? null,
  inputDigest: entry.inputDigest ?? null,
  modelName: entry.model?.name ?? null,
  modelVersion: entry.model?.version ?? null,
  modelSha256: entry.model?.sha256 ?? null,
  scoreBand: entry.scoreBand ?? null,
  decision: entry.decision ?? null,
  outcome: entry.outcome,
  requestId: entry.requestId ?? null,
  details: entry.details ?? null,
})
