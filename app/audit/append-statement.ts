import type { Head } from './chain.ts'
import type { AuditRow } from './entry.ts'

/** A row with its hash, ready to be written. */
export interface HashedRow {
  row: AuditRow
  hash: Buffer
}

/** A batch that continues `from` and ends in `to`. */
export interface Batch {
  from: Head
  to: Head
  seal: Buffer
  rows: HashedRow[]
}

/** Type and value of each column of audit_rows after `seq`, which counts up from the batch's start. */
const COLUMNS: { name: string; type: string; value: (hashed: HashedRow) => string | null }[] = [
  { name: 'id', type: 'uuid', value: ({ row }) => row.id },
  { name: 'time', type: 'timestamptz', value: ({ row }) => isoTime(row.timeMicros) },
  { name: 'kind', type: 'text', value: ({ row }) => row.kind },
  { name: 'institution', type: 'text', value: ({ row }) => row.institution },
  { name: 'actor', type: 'text', value: ({ row }) => row.actor },
  { name: 'purpose', type: 'text', value: ({ row }) => row.purpose },
  { name: 'subject', type: 'text', value: ({ row }) => row.subject },
  { name: 'input_digest', type: 'bytea', value: ({ row }) => hex(row.inputDigest) },
  { name: 'model_name', type: 'text', value: ({ row }) => row.modelName },
  { name: 'model_version', type: 'integer', value: ({ row }) => number(row.modelVersion) },
  { name: 'model_sha256', type: 'bytea', value: ({ row }) => hex(row.modelSha256) },
  { name: 'score_band', type: 'smallint', value: ({ row }) => number(row.scoreBand) },
  { name: 'decision', type: 'text', value: ({ row }) => row.decision },
  { name: 'outcome', type: 'text', value: ({ row }) => row.outcome },
  { name: 'request_id', type: 'text', value: ({ row }) => row.requestId },
  {
    name: 'details',
    type: 'jsonb',
    value: ({ row }) => row.details && JSON.stringify(row.details),
  },
  { name: 'previous_hash', type: 'bytea', value: ({ row }) => hex(row.previousHash) },
  { name: 'hash', type: 'bytea', value: ({ hash }) => hex(hash) },
]

const names = COLUMNS.map(({ name }) => name).join(', ')
const arrays = COLUMNS.map(({ type }, index) => `$${index + 6}::${type}[]`).join(', ')

/**
 * Moves the head and writes the rows in one statement. It writes nothing when the head is no longer
 * where we left it: then another process wrote in between, and the number of rows is 0.
 */
const TEXT = `
  with moved as (
    update audit_head set seq = $3, hash = $4, seal = $5 where id = 1 and seq = $1 and hash = $2
    returning 1
  )
  insert into audit_rows (seq, ${names})
  select $1::bigint + batch.position, ${names}
  from unnest(${arrays}) with ordinality as batch (${names}, position), moved`

/** The prepared statement for a batch, as node-postgres takes it. */
export const appendStatement = ({ from, to, seal, rows }: Batch) => ({
  name: 'audit-append',
  text: TEXT,
  values: [
    from.seq,
    from.hash,
    to.seq,
    to.hash,
    seal,
    ...COLUMNS.map(({ value }) => arrayLiteral(rows, value)),
  ],
})

/** PostgreSQL's text form of an array. node-postgres would build it element by element. */
function arrayLiteral(rows: HashedRow[], value: (hashed: HashedRow) => string | null): string {
  let literal = '{'
  for (const hashed of rows) {
    if (literal.length > 1) literal += ','
    literal += element(value(hashed))
  }
  return `${literal}}`
}

const PLAIN = /^[A-Za-z0-9_.:+/=-]+$/

function element(text: string | null): string {
  if (text === null) return 'NULL'
  if (PLAIN.test(text) && text.toLowerCase() !== 'null') return text
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

const number = (value: number | null): string | null => (value === null ? null : String(value))

const hex = (bytes: Uint8Array | null): string | null =>
  bytes === null
    ? null
    : `\\x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex')}`

/** Rows get whole milliseconds from the clock, so the digits beyond are none. */
const isoTime = (micros: bigint): string => new Date(Number(micros / 1000n)).toISOString()
