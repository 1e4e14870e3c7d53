import { firstIdAt } from '../../../audit/uuid-v7.ts'
import { PSEUDONYM_SYSTEM } from '../../../fhir-api/codes.ts'
import type { RiskSearch } from '../../../fhir-api/risk-search.ts'
import type { PredictionQuery } from '../../../store/predictions.ts'

const PSEUDONYM = /^[0-9a-f]{8}\.[\w-]{43}$/

/** A search as the prediction log is asked it. Ids begin with the time, so dates are bounds of ids. */
export function predictionQuery(
  search: RiskSearch,
  pseudonymOf: (id: string) => string,
): Omit<PredictionQuery, 'institution'> {
  const { span, cursor, count } = search
  const ends = [cursor, span.to === undefined ? undefined : firstIdAt(span.to)]
  return {
    subject: subjectOf(search, pseudonymOf),
    from: span.from === undefined ? undefined : firstIdAt(span.from),
    // Ids of version 7 sort by time, as text too.
    before: ends.filter((id) => id !== undefined).sort()[0],
    limit: count,
  }
}

/** The pseudonym of the patient searched for; empty for one who cannot be here. */
function subjectOf(
  { patient }: RiskSearch,
  pseudonymOf: (id: string) => string,
): string | undefined {
  if (patient === undefined) return undefined
  if ('id' in patient) return pseudonymOf(patient.id)
  return patient.system === PSEUDONYM_SYSTEM && PSEUDONYM.test(patient.value) ? patient.value : ''
}

/**
 * The search as it was understood, for the links of a page that begins behind `cursor`: with the
 * pseudonym in place of an id.
 */
export function searchAddress(
  { patient, dates, count }: RiskSearch,
  { subject = '', cursor }: { subject: string | undefined; cursor: string | undefined },
): URLSearchParams {
  const address = new URLSearchParams()
  if (patient !== undefined) {
    const named = 'id' in patient ? { system: PSEUDONYM_SYSTEM, value: subject } : patient
    address.append('subject:identifier', `${named.system}|${named.value}`)
  }
  for (const date of dates) address.append('date', date)
  address.append('_count', String(count))
  if (cursor !== undefined) address.append('_cursor', cursor)
  return address
}
