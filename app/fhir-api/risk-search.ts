import { referencedId } from '../fhir/references.ts'
import { PSEUDONYM_SYSTEM } from './codes.ts'
import type { RefusalIssue } from './refusal.ts'
import { type Span, searchedSpan, within } from './search-date.ts'

/** A search for RiskAssessments, understood. */
export interface RiskSearch {
  /** Of this patient: by the institution's own id of him, or by an identifier such as his pseudonym. */
  patient: { id: string } | { system: string; value: string } | undefined
  span: Span
  /** The values of `date` as they came. */
  dates: string[]
  count: number
  /** Id that the page before ended with. */
  cursor: string | undefined
}

const MOST = 500
const USUAL = 50
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** Parameters of this server, without modifiers. Any other is ignored unless the caller is strict. */
const KNOWN: ReadonlySet<string> = new Set(['subject', 'patient', 'date', '_count', '_cursor'])
const MODIFIED: ReadonlySet<string> = new Set([
  'subject:identifier',
  'patient:identifier',
  'subject:Patient',
])
const OF_ANSWER: ReadonlySet<string> = new Set(['_format', '_pretty'])

/**
 * Reads the parameters of a search. A modifier or chain on a parameter that is known is refused: to
 * ignore it would answer more than was asked for.
 *
 * @param isStrict whether unknown parameters are refused too (Prefer: handling=strict)
 */
export function riskSearch(
  parameters: URLSearchParams,
  isStrict: boolean,
): RiskSearch | { issues: RefusalIssue[] } {
  const issues: RefusalIssue[] = []
  const search: RiskSearch = {
    patient: undefined,
    span: {},
    dates: [],
    count: USUAL,
    cursor: undefined,
  }
  for (const [name, value] of parameters) {
    const text = taken(search, { name, value, isStrict })
    if (text === undefined) continue
    const code = isUnknown(name) ? 'not-supported' : 'value'
    issues.push({ code, text, expression: name.slice(0, 64) })
  }
  return issues.length > 0 ? { issues } : search
}

const isUnknown = (name: string): boolean => !KNOWN.has(name) && !MODIFIED.has(name)

/** Takes one parameter into the search. Returns what is wrong with it, or undefined. */
function taken(
  search: RiskSearch,
  { name, value, isStrict }: { name: string; value: string; isStrict: boolean },
): string | undefined {
  if (isUnknown(name)) {
    const [base = ''] = name.split(/[:.]/)
    if (KNOWN.has(base)) return 'This modifier or chain is not supported'
    return isStrict && !OF_ANSWER.has(name) ? 'This parameter is not supported' : undefined
  }
  if (name === 'date') return takeDate(search, value)
  if (name === '_count') return takeCount(search, value)
  if (name === '_cursor') return takeCursor(search, value)
  if (search.patient !== undefined) return 'The patient may be named once'
  return name.endsWith(':identifier') ? takeIdentifier(search, value) : takeSubject(search, value)
}

function takeDate(search: RiskSearch, value: string): string | undefined {
  const span = searchedSpan(value)
  if (span === undefined)
    return 'Allowed: eq, ge, gt, le, lt, sa or eb before YYYY, YYYY-MM, YYYY-MM-DD or a time with its offset, + as %2B'
  search.span = within(search.span, span)
  search.dates.push(value)
}

function takeCount(search: RiskSearch, value: string): string | undefined {
  if (!/^\d{1,9}$/.test(value) || Number(value) === 0) return `Allowed: 1 to ${MOST}`
  search.count = Math.min(Number(value), MOST)
}

function takeCursor(search: RiskSearch, value: string): string | undefined {
  if (!UUID.test(value)) return 'Must be what the link "next" of the page before says'
  search.cursor = value
}

function takeSubject(search: RiskSearch, value: string): string | undefined {
  const id = referencedId(value, 'Patient') ?? referencedId(`Patient/${value}`, 'Patient')
  if (id === undefined) return 'Allowed: one patient, as Patient/<id> or <id>'
  search.patient = { id }
}

function takeIdentifier(search: RiskSearch, given: string): string | undefined {
  const [system, value] = given.includes('|') ? given.split('|', 2) : [PSEUDONYM_SYSTEM, given]
  if (value === undefined || value === '' || given.length > 300 || given.includes(','))
    return `Allowed: one pseudonym, as ${PSEUDONYM_SYSTEM}|<pseudonym>`
  search.patient = { system: system ?? '', value }
}
