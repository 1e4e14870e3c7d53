import type { AuditRow } from './entry.ts'

/** A row with its hash, ready to be written. */
export interface HashedRow {
  row: AuditRow
  hash: Buffer
}

/** Columns of audit_rows in the order that `copyBytes` writes them. */
export const COPY_COLUMNS =
  'seq, id, time, kind, institution, actor, purpose, subject, input_digest, model_name, ' +
  'model_version, model_sha256, score_band, decision, outcome, request_id, details, ' +
  'previous_hash, hash'

const COLUMN_COUNT = 19
/** PostgreSQL counts its timestamps from 2000-01-01, in microseconds. */
const EPOCH_MICROS = 946_684_800_000_000n
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
/** Bytes of a row besides its texts and digests, with room to spare. */
const MARGIN = 512

/**
 * Rows in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"). The server reads
 * it without parsing text, which makes a row about twice as cheap as the quickest INSERT. The result
 * is a view of a shared buffer, valid until the next call.
 */
export function copyBytes(rows: readonly HashedRow[]): Buffer {
  at = 0
  reserve(SIGNATURE.length)
  at += SIGNATURE.copy(scratch, at)
  for (const hashed of rows) putRow(hashed)
  reserve(2)
  at = scratch.writeInt16BE(-1, at)
  return scratch.subarray(0, at)
}

function putRow({ row, hash }: HashedRow): void {
  const details = row.details === null ? null : JSON.stringify(row.details)
  reserve(MARGIN + 3 * (lengths(row) + (details?.length ?? 0)))
  at = scratch.writeInt16BE(COLUMN_COUNT, at)
  putBigint(BigInt(row.seq))
  putUuid(row.id)
  putBigint(row.timeMicros - EPOCH_MICROS)
  putText(row.kind)
  putText(row.institution)
  putText(row.actor)
  putText(row.purpose)
  putText(row.subject)
  putBytes(row.inputDigest)
  putText(row.modelName)
  putInteger(row.modelVersion)
  putBytes(row.modelSha256)
  putSmallint(row.scoreBand)
  putText(row.decision)
  putText(row.outcome)
  putText(row.requestId)
  putJsonb(details)
  putBytes(row.previousHash)
  putBytes(hash)
}

let scratch = Buffer.alloc(65_536)
let at = 0

function reserve(bytes: number): void {
  if (at + bytes <= scratch.length) return
  const larger = Buffer.alloc(2 * (at + bytes))
  scratch.copy(larger, 0, 0, at)
  scratch = larger
}

/** UTF-16 units and bytes of a row's columns of free length. */
const lengths = (row: AuditRow): number =>
  row.kind.length +
  row.actor.length +
  row.outcome.length +
  (row.institution?.length ?? 0) +
  (row.purpose?.length ?? 0) +
  (row.subject?.length ?? 0) +
  (row.modelName?.length ?? 0) +
  (row.decision?.length ?? 0) +
  (row.requestId?.length ?? 0)

function putNull(): void {
  at = scratch.writeInt32BE(-1, at)
}

function putText(text: string | null): void {
  if (text === null) {
    putNull()
    return
  }
  const length = scratch.write(text, at + 4, 'utf8')
  scratch.writeInt32BE(length, at)
  at += 4 + length
}

function putBytes(bytes: Uint8Array | null): void {
  if (bytes === null) {
    putNull()
    return
  }
  at = scratch.writeInt32BE(bytes.length, at)
  scratch.set(bytes, at)
  at += bytes.length
}

function putUuid(id: string): void {
  at = scratch.writeInt32BE(16, at)
  at += scratch.write(id.replaceAll('-', ''), at, 'hex')
}

function putBigint(value: bigint): void {
  at = scratch.writeInt32BE(8, at)
  at = scratch.writeBigInt64BE(value, at)
}

function putInteger(value: number | null): void {
  if (value === null) {
    putNull()
    return
  }
  at = scratch.writeInt32BE(4, at)
  at = scratch.writeInt32BE(value, at)
}

function putSmallint(value: number | null): void {
  if (value === null) {
    putNull()
    return
  }
  at = scratch.writeInt32BE(2, at)
  at = scratch.writeInt16BE(value, at)
}

/** jsonb travels as its version, 1, and the text. */
function putJsonb(text: string | null): void {
  if (text === null) {
    putNull()
    return
  }
  const length = scratch.write(text, at + 5, 'utf8')
  scratch.writeInt32BE(length + 1, at)
  scratch[at + 4] = 1
  at += 5 + length
}
