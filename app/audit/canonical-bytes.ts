import type { AuditRow } from './entry.ts'

const ABSENT = 0xffffffff
const MARGIN = 1024

/**
 * The one byte sequence that a row stands for: every column in fixed order, each with its length
 * (absent columns differ from empty ones), so that two different rows never give the same bytes.
 * The result is a view of a shared buffer, valid until the next call.
 */
export function canonicalBytes(row: AuditRow): Buffer {
  const details = row.details === null ? null : canonicalJson(row.details)
  reserve(row, details)
  at = 0
  putNumber(row.seq)
  putText(row.id)
  at = scratch.writeBigInt64BE(row.timeMicros, at)
  putText(row.kind)
  putText(row.institution)
  putText(row.actor)
  putText(row.purpose)
  putText(row.subject)
  putBytes(row.inputDigest)
  putText(row.modelName)
  putNumber(row.modelVersion)
  putBytes(row.modelSha256)
  putNumber(row.scoreBand)
  putText(row.decision)
  putText(row.outcome)
  putText(row.requestId)
  putText(details)
  putBytes(row.previousHash)
  return scratch.subarray(0, at)
}

/** JSON with the members of every object in alphabetical order: jsonb does not keep theirs. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner
    const members = Object.entries(inner)
    members.sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(members)
  })
}

let scratch = Buffer.alloc(8192)
let at = 0

/** At most three bytes for a UTF-16 unit, and a margin for numbers, lengths and digests. */
function reserve(row: AuditRow, details: string | null): void {
  const texts =
    row.kind.length +
    row.actor.length +
    row.outcome.length +
    lengthOf(row.institution) +
    lengthOf(row.purpose) +
    lengthOf(row.subject) +
    lengthOf(row.modelName) +
    lengthOf(row.decision) +
    lengthOf(row.requestId) +
    lengthOf(details)
  const bytes = lengthOf(row.inputDigest) + lengthOf(row.modelSha256) + row.previousHash.length
  const needed = 3 * texts + bytes + MARGIN
  if (needed > scratch.length) scratch = Buffer.alloc(2 * needed)
}

const lengthOf = (value: { length: number } | null): number => value?.length ?? 0

function putText(text: string | null): void {
  if (text === null) {
    at = scratch.writeUInt32BE(ABSENT, at)
    return
  }
  const length = scratch.write(text, at + 4, 'utf8')
  scratch.writeUInt32BE(length, at)
  at += 4 + length
}

function putBytes(bytes: Uint8Array | null): void {
  if (bytes === null) {
    at = scratch.writeUInt32BE(ABSENT, at)
    return
  }
  at = scratch.writeUInt32BE(bytes.length, at)
  scratch.set(bytes, at)
  at += bytes.length
}

function putNumber(value: number | null): void {
  at = scratch.writeUInt32BE(value === null ? ABSENT : 8, at)
  if (value !== null) at = scratch.writeDoubleBE(value, at)
}
