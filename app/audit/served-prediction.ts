import type { AuditRow } from './entry.ts'

/** What is kept of a prediction, for a while, so that its outcome can be told of. */
export interface ServedPrediction {
  row: Pick<AuditRow, 'id' | 'institution' | 'modelVersion' | 'timeMicros'>
  probability: number
}

/**
 * Statement that keeps the predictions of a batch, to go in one transaction with their audit rows;
 * empty where there are none. Arrays, because the server parses five literals and not five a row.
 */
export function keepServed(served: readonly ServedPrediction[]): string {
  if (served.length === 0) return ''
  const column = (type: string, value: (one: ServedPrediction) => string | number): string =>
    `${arrayLiteral(served.map((one) => String(value(one))))}::${type}[]`
  return `insert into served_predictions
      (prediction_id, institution, model_version, served_on, probability)
    select * from unnest(${[
      column('uuid', ({ row }) => row.id),
      column('text', ({ row }) => row.institution ?? ''),
      column('int', ({ row }) => row.modelVersion ?? 0),
      column('date', ({ row }) => dayOf(row.timeMicros)),
      column('real', ({ probability }) => probability),
    ].join(', ')});`
}

/** Quoted for SQL, and within it as PostgreSQL reads arrays ("Array Input and Output Syntax"). */
const arrayLiteral = (values: readonly string[]): string => {
  const elements = values.map((value) => `"${value.replaceAll(/["\\]/g, '\\$&')}"`)
  return `'{${elements.join(',')}}'`.replaceAll(/(?<!^)'(?!$)/g, "''")
}

/** The last day that was asked for: nearly every row is of it. */
let lastDay = { number: Number.NaN, text: '' }

/** UTC day of an instant, as PostgreSQL writes it. */
function dayOf(micros: bigint): string {
  const number = Math.floor(Number(micros / 1000n) / 86_400_000)
  if (number !== lastDay.number)
    lastDay = { number, text: new Date(number * 86_400_000).toISOString().slice(0, 10) }
  return lastDay.text
}
