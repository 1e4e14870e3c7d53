import type { ForestPrediction } from '../forest/predictor.ts'

/** How scored stays are written. */
interface Format {
  header(record: readonly string[]): string
  line(record: readonly string[], columns: readonly string[], prediction: ForestPrediction): string
}

const ADDED = ['readmission_risk', 'probability', 'risk_level', 'confidence']

/** A CSV field, quoted where it must be (RFC 4180). */
const field = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text

const csv = (fields: readonly string[]): string => `${fields.map(field).join(',')}\n`

/** The table with four more columns, or one JSON object a stay with its contributions. */
export const FORMATS: Record<'csv' | 'ndjson', Format> = {
  csv: {
    header: (record) => csv([...record, ...ADDED]),
    line: (record, _, { score, probability, level, confidence }) =>
      csv([...record, score.toFixed(4), probability.toFixed(4), level, confidence.toFixed(4)]),
  },
  ndjson: {
    header: () => '',
    line: (record, columns, prediction) => {
      const stay = Object.fromEntries(columns.map((column, i) => [column, record[i] ?? '']))
      return `${JSON.stringify({ stay, prediction })}\n`
    },
  },
}
