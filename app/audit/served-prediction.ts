import type { AuditRow } from './entry.ts'

/** What is kept of a prediction, for a while, so that its outcome can be told of. */
export interface ServedPrediction {
  row: Pick<AuditRow, 'id' | 'institution' | 'modelVersion' | 'timeMicros'>
  probability: number
}

/** Columns of served_predictions in the order that `servedBytes` writes them. */
export const SERVED_COLUMNS = 'prediction_id, institution, model_version, served_on, probability'

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
/** Bytes of a row besides its institution: count, four lengths and values, one length. */
const FIXED = 2 + (4 + 16) + 4 + (4 + 4) + (4 + 4) + (4 + 4)
const DAY_MICROS = 86_400_000_000n
/** PostgreSQL counts its days from 2000-01-01. */
const EPOCH_DAY = 10_957n

/** Predictions in PostgreSQL's binary COPY format, as `copyBytes` writes the audit rows. */
export function servedBytes(served: readonly ServedPrediction[]): Buffer {
  const names = served.map(({ row }) => Buffer.from(row.institution ?? ''))
  const length = names.reduce((sum, name) => sum + FIXED + name.length, SIGNATURE.length + 2)
  const bytes = Buffer.allocUnsafe(length)
  let at = SIGNATURE.copy(bytes)
  served.forEach(({ row, probability }, index) => {
    const name = names[index] as Buffer
    at = bytes.writeInt16BE(5, at)
    at = bytes.writeInt32BE(16, at)
    at += bytes.write(row.id.replaceAll('-', ''), at, 'hex')
    at = bytes.writeInt32BE(name.length, at)
    at += name.copy(bytes, at)
    at = bytes.writeInt32BE(4, at)
    at = bytes.writeInt32BE(row.modelVersion ?? 0, at)
    at = bytes.writeInt32BE(4, at)
    at = bytes.writeInt32BE(Number(row.timeMicros / DAY_MICROS - EPOCH_DAY), at)
    at = bytes.writeInt32BE(4, at)
    at = bytes.writeFloatBE(probability, at)
  })
  bytes.writeInt16BE(-1, at)
  return bytes
}
