import type { Definitions } from './definitions.ts'
import { isObject, type Problem } from './problems.ts'

/** Values the library met at an element whose binding is required, by the value set's URL. */
export type BoundValues = Record<string, { path: string; value: unknown; type: string }[]>

const SHOWN_CODES = 15

/**
 * Values outside the value set that FHIR R4 requires of them. Sets that FHIR leaves to an outside
 * register (currencies, media types) are not checked: such elements are dropped before storing.
 */
export function valueSetProblems(bound: BoundValues, { valueSets }: Definitions): Problem[] {
  const problems: Problem[] = []
  for (const [url, values] of Object.entries(bound)) {
    const codes = valueSets.get(url.split('|', 1)[0] ?? '')
    if (!codes) continue
    for (const { path, value } of values) {
      if (isInSet(value, codes)) continue
      problems.push({
        path: path.replaceAll('[x]', ''),
        code: 'code-invalid',
        text: `is outside its value set; got ${shown(value)}, allowed ${listed(codes)}; fix: send one of these codes`,
      })
    }
  }
  return problems
}

const bare = (entry: string): string => entry.slice(entry.indexOf('|') + 1)

function isInSet(value: unknown, codes: ReadonlySet<string>): boolean {
  const plain = isObject(value) ? value : value?.valueOf()
  if (typeof plain === 'string') return [...codes].some((entry) => bare(entry) === plain)
  if (!isObject(plain)) return true
  if (Array.isArray(plain.coding)) {
    return plain.coding.some((coding) => isObject(coding) && isInSet(coding, codes))
  }
  return codes.has(`${plain.system}|${plain.code}`)
}

function shown(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 40)}'`
  if (!isObject(value)) return 'something else'
  if (value.coding === undefined && value.code === undefined) return 'no code'
  if (!Array.isArray(value.coding)) return `'${String(value.system)}|${String(value.code)}'`
  const codings = value.coding.filter(isObject).slice(0, 3)
  if (codings.length === 0) return 'no code'
  return codings.map(({ system, code }) => `'${system}|${code}'`.slice(0, 120)).join(' and ')
}

function listed(codes: ReadonlySet<string>): string {
  const all = [...codes].map(bare)
  const rest = all.length - SHOWN_CODES
  return `${all.slice(0, SHOWN_CODES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
