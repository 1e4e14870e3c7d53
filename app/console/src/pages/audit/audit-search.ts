import { AUDIT_KINDS, type AuditKind } from '../../../../audit/audit-kinds.ts'
import type { paths } from '../../../../client/api-types.ts'

/** What the service takes as filters of the trail. */
export type AuditFilters = NonNullable<paths['/api/v1/audit/export']['get']['parameters']['query']>

/** A search as it stands in the address: days instead of times, never a patient id. */
export interface AuditSearch {
  kind: AuditKind | ''
  actor: string
  /** First and last day, both included, as `2026-03-01`; empty for all. */
  from: string
  to: string
  institution: string
  prediction: string
  pseudonym: string
}

const NAMES = ['kind', 'actor', 'from', 'to', 'institution', 'prediction', 'pseudonym'] as const

/** The form of a pseudonym; anything else that names a patient is his id. */
export const isPseudonym = (text: string): boolean => /^[0-9a-f]{8}\.[\w-]{43}$/.test(text)

/** The form of a prediction's id. */
export const isPredictionId = (text: string): boolean =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/** The search of an address. What does not have the form of its filter is left out. */
export function searchOf(address: URLSearchParams): AuditSearch {
  const read = (name: (typeof NAMES)[number], isValid: (text: string) => boolean): string => {
    const text = address.get(name) ?? ''
    return isValid(text) ? text : ''
  }
  return {
    kind: AUDIT_KINDS.find((kind) => kind === address.get('kind')) ?? '',
    actor: read('actor', (text) => text.length <= 256),
    from: read('from', isDay),
    to: read('to', isDay),
    institution: read('institution', (text) => /^[\w-]{1,64}$/.test(text)),
    prediction: read('prediction', isPredictionId),
    pseudonym: read('pseudonym', isPseudonym),
  }
}

/** The address of a search: only what is filtered by. */
export const addressOf = (search: Partial<AuditSearch>): URLSearchParams =>
  new URLSearchParams(
    NAMES.flatMap((name) => {
      const value = search[name] ?? ''
      return value === '' ? [] : [[name, value]]
    }),
  )

/** The midnight, here, with which a day begins, or that after it. */
function midnight(day: string, daysLater = 0): string {
  const time = new Date(`${day}T00:00:00`)
  time.setDate(time.getDate() + daysLater)
  return time.toISOString()
}

/** The search in the words of the service. */
export const filtersOf = (search: AuditSearch): AuditFilters => ({
  ...(search.kind !== '' && { kind: search.kind }),
  ...(search.actor !== '' && { actor: search.actor }),
  ...(search.from !== '' && { from: midnight(search.from) }),
  ...(search.to !== '' && { to: midnight(search.to, 1) }),
  ...(search.institution !== '' && { institution_id: search.institution }),
  ...(search.prediction !== '' && { prediction_id: search.prediction }),
  ...(search.pseudonym !== '' && { pseudonym: search.pseudonym }),
})
