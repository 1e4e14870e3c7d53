import type { Store } from '../store/store.ts'
import type { AuditKey } from './audit-key.ts'
import { formatHead, type Head, hashRow, START, sealHead } from './chain.ts'
import { COLUMNS, type StoredRow, toAuditRow } from './stored-row.ts'

const PAGE = 2000

/** More are counted, not listed: one inserted row would otherwise fill the report. */
const LISTED = 100

/** One thing that is wrong, and where. */
export interface AuditProblem {
  seq: number
  /**
   * `edited`: the row is not what was written. `missing`: rows before this one are gone.
   * `unlinked`: the row before this one is not the one it followed. `head`: the end was tampered
   * with. `anchor`: the trail is not the one that the anchor was taken from.
   */
  what: 'edited' | 'missing' | 'unlinked' | 'head' | 'anchor'
  message: string
}

export interface Verification {
  rows: number
  /** The head as text, to be kept elsewhere as the anchor of a later verification. */
  head: string | undefined
  /** The first problems; empty when the trail is whole. */
  problems: AuditProblem[]
  /** All problems, listed or not. */
  problemCount: number
}

export interface VerifyOptions {
  /** Called after each page with rows read and rows in all. */
  onProgress?: ((done: number, total: number) => void) | undefined
  /** A head from an earlier verification: finds a trail cut back together with its head. */
  anchor?: Head | undefined
}

/**
 * Reads the whole trail and recomputes it. Finds any edited column, deleted, inserted or reordered
 * row and a changed head. What it cannot find without an anchor: a trail and head that were both
 * put back to a state they once had.
 */
export async function verifyTrail(
  store: Store,
  key: AuditKey,
  { onProgress, anchor }: VerifyOptions = {},
): Promise<Verification> {
  // The embedded database gathers no statistics of its own: without them each page is a full scan.
  await store.pool.query('analyze audit_rows')
  const walk = new Walk(key, anchor)
  const total = (await readHead(store))?.seq ?? 0
  const visitUntil = async (until: number): Promise<void> => {
    let page = await readPage(store, walk.last.seq, until)
    while (page.length > 0) {
      for (const row of page) walk.visit(row)
      onProgress?.(walk.rows, total)
      page = await readPage(store, walk.last.seq, until)
    }
  }
  await visitUntil(Number.MAX_SAFE_INTEGER)
  // The service may be writing: rows and head are committed together, so the rows up to a head
  // that is read now must be there.
  const stored = await readHead(store)
  if (stored) await visitUntil(stored.seq)
  walk.finish(stored)
  return {
    rows: walk.rows,
    head: stored && formatHead(stored),
    problems: walk.problems,
    problemCount: walk.problemCount,
  }
}

interface StoredHead extends Head {
  seal: Buffer
}

class Walk {
  rows = 0
  problemCount = 0
  last: Head = START
  readonly problems: AuditProblem[] = []
  readonly #key: AuditKey
  readonly #anchor: Head | undefined
  #anchored: boolean

  constructor(key: AuditKey, anchor: Head | undefined) {
    this.#key = key
    this.#anchor = anchor
    this.#anchored = anchor === undefined || anchor.seq === 0
  }

  visit(stored: StoredRow): void {
    const row = toAuditRow(stored)
    const expected = this.last.seq + 1
    if (row.seq !== expected) {
      const range =
        row.seq - 1 === expected ? `row ${expected} is` : `rows ${expected} to ${row.seq - 1} are`
      this.#report(row.seq, 'missing', `${range} missing`)
    } else if (!this.last.hash.equals(stored.previous_hash)) {
      this.#report(row.seq, 'unlinked', `row ${row.seq} does not follow the row before it`)
    }
    if (!hashRow(this.#key.chain, row).equals(stored.hash)) {
      this.#report(row.seq, 'edited', `row ${row.seq} is not what was written`)
    }
    if (row.seq === this.#anchor?.seq) this.#anchored = stored.hash.equals(this.#anchor.hash)
    this.last = { seq: row.seq, hash: stored.hash }
    this.rows += 1
  }

  finish(head: StoredHead | undefined): void {
    const { last } = this
    if (!head) {
      this.#report(last.seq, 'head', 'the head of the trail is missing')
      return
    }
    if (!sealHead(this.#key.chain, head).equals(head.seal)) {
      this.#report(head.seq, 'head', `the head, at row ${head.seq}, is not what was written`)
    }
    if (head.seq > last.seq) {
      this.#report(
        head.seq,
        'missing',
        `rows ${last.seq + 1} to ${head.seq} are missing at the end`,
      )
    } else if (head.seq < last.seq || !head.hash.equals(last.hash)) {
      this.#report(
        head.seq,
        'head',
        `the head is at row ${head.seq} and not the last row, ${last.seq}`,
      )
    }
    if (!this.#anchored && this.#anchor) {
      this.#report(
        this.#anchor.seq,
        'anchor',
        `row ${this.#anchor.seq} is not the row of the anchor`,
      )
    }
  }

  #report(seq: number, what: AuditProblem['what'], message: string): void {
    this.problemCount += 1
    if (this.problems.length < LISTED) this.problems.push({ seq, what, message })
  }
}

async function readHead({ pool }: Store): Promise<StoredHead | undefined> {
  const { rows } = await pool.query<{ seq: string; hash: Buffer; seal: Buffer }>(
    'select seq, hash, seal from audit_head where id = 1',
  )
  return rows[0] && { ...rows[0], seq: Number(rows[0].seq) }
}

async function readPage({ pool }: Store, after: number, until: number): Promise<StoredRow[]> {
  const { rows } = await pool.query<StoredRow>({
    name: 'audit-page',
    text: `select ${COLUMNS} from audit_rows where seq > $1 and seq <= $2 order by seq limit ${PAGE}`,
    values: [after, until],
  })
  return rows
}
