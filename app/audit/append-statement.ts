import type { Head } from './chain.ts'
import { COPY_COLUMNS, copyBytes, type HashedRow } from './copy-bytes.ts'
import { SERVED_COLUMNS, type ServedPrediction, servedBytes } from './served-prediction.ts'

/** A batch that continues `from` and ends in `to`. */
export interface Batch {
  from: Head
  to: Head
  seal: Buffer
  rows: HashedRow[]
  /** Predictions among the rows whose outcomes may be told of. */
  served: ServedPrediction[]
}

const literal = (bytes: Buffer): string => `'\\x${bytes.toString('hex')}'`

/**
 * Moves the head and writes the rows, both or nothing. Where the head is no longer where we left it,
 * because another process wrote in between, the division fails, there being no other way to raise an
 * error in plain SQL. The head comes first: whoever writes waits for its row lock and for no other.
 */
export const appendStatement = ({
  from,
  to,
  seal,
  rows,
  served,
}: Batch): { text: string; data: Buffer[] } => ({
  text: `with moved as (
      update audit_head set seq = ${to.seq}, hash = ${literal(to.hash)}, seal = ${literal(seal)}
      where id = 1 and seq = ${from.seq} and hash = ${literal(from.hash)} returning 1
    ) select 1 / count(*) from moved;
    copy audit_rows (${COPY_COLUMNS}) from stdin (format binary)${
      served.length === 0
        ? ''
        : `; copy served_predictions (${SERVED_COLUMNS}) from stdin (format binary)`
    }`,
  data: [copyBytes(rows), ...(served.length === 0 ? [] : [servedBytes(served)])],
})

const DIVISION_BY_ZERO = '22012'

/** True for the error of `appendStatement` that says that the head was elsewhere. */
export const isLostRace = (error: unknown): boolean =>
  (error as { code?: unknown }).code === DIVISION_BY_ZERO
