import { type Definitions, loadDefinitions } from './definitions.ts'
import { jsonProblems } from './fhir-json.ts'
import { houseProblems } from './house-rules.ts'
import { libraryProblems } from './library-problems.ts'
import { type OperationOutcome, operationOutcome } from './operation-outcome.ts'
import {
  hasMoreThan,
  isDeeperThan,
  isObject,
  type JsonObject,
  MAX_DEPTH,
  MAX_VALUES,
  type Problem,
} from './problems.ts'
import { type BoundValues, valueSetProblems } from './value-sets.ts'

/** The resource types that features come from; the only ones accepted. */
export const RECORD_TYPES = ['Patient', 'Encounter', 'Condition', 'MedicationRequest'] as const

export type RecordType = (typeof RECORD_TYPES)[number]

/** A resource that validateRecord accepted. */
export interface ValidResource extends JsonObject {
  resourceType: RecordType
  id: string
}

/**
 * Why a record was refused: as text, one line a problem, and as OperationOutcome. Both carry the
 * sender's own record id or values of coded elements: they go back to the sender and into no log.
 */
export interface Rejection {
  accepted: false
  reasons: string[]
  outcome: OperationOutcome
}

export type Validation = { accepted: true; resource: ValidResource } | Rejection

const SHOWN_PROBLEMS = 20
const TYPES: ReadonlySet<unknown> = new Set(RECORD_TYPES)

/**
 * Checks one record against FHIR R4 (structure, required elements, unknown elements, formats,
 * required value sets) and against what the features need (house-rules.ts). Never throws: whatever
 * is wrong becomes reasons. `contained` resources are not looked into, they are never stored.
 *
 * @param now the day that no birth date may lie after; today by default.
 */
export async function validateRecord(
  resource: unknown,
  { now = new Date() }: { now?: Date } = {},
): Promise<Validation> {
  return (await loadValidator())(resource, now)
}

/** The same check without waiting: for loops over many records. */
export async function loadValidator(): Promise<(resource: unknown, now: Date) => Validation> {
  const definitions = await loadDefinitions()
  return (resource, now) => {
    if (!isObject(resource)) {
      const text = 'is no resource; allowed a JSON object with resourceType; fix: send resources'
      return rejection(resource, [{ path: '', text, code: 'structure' }])
    }
    const problems = problemsOf(resource, { definitions, now })
    if (problems.length > 0) return rejection(resource, problems)
    return { accepted: true, resource: resource as ValidResource }
  }
}

/** Refuses a record: the shape shared by every reason, also those found before or after validation. */
export function rejection(resource: unknown, problems: readonly Problem[]): Rejection {
  const shown = problems.slice(0, SHOWN_PROBLEMS)
  const label = `Record ${idShown(resource)}:`
  const reasons = shown.map(({ path, text }) =>
    path === '' ? `${label} ${text}` : `${label} ${path}: ${text}`,
  )
  const hidden = problems.length - shown.length
  if (hidden > 0) reasons.push(`${label} and ${hidden} more problems`)
  return { accepted: false, reasons, outcome: operationOutcome(shown) }
}

/** The sender's id where it is printable and short, so that a message stays one line. */
function idShown(resource: unknown): string {
  const id = isObject(resource) ? resource.id : undefined
  return typeof id === 'string' && /^[\x21-\x7e]{1,64}$/.test(id) ? id : '(no id)'
}

function problemsOf(
  resource: JsonObject,
  { definitions, now }: { definitions: Definitions; now: Date },
): Problem[] {
  const type = resource.resourceType
  if (!TYPES.has(type)) {
    const text = "resourceType must be 'Patient', 'Encounter', 'Condition' or 'MedicationRequest'"
    return [{ path: '', text, code: 'not-supported' }]
  }
  if (isDeeperThan(resource, MAX_DEPTH)) {
    const text = `nests too deep; got more than ${MAX_DEPTH} levels, allowed ${MAX_DEPTH}; fix: flatten it`
    return [{ path: '', text, code: 'structure' }]
  }
  if (hasMoreThan(resource, MAX_VALUES)) {
    const text = `is too large; got more than ${MAX_VALUES} values, allowed ${MAX_VALUES}; fix: split it, or leave out what is not used`
    return [{ path: '', text, code: 'structure' }]
  }
  const { contained: _unread, ...rest } = resource
  const problems = [...r4Problems(rest, definitions), ...houseProblems(rest, now)]
  return withoutEchoes(problems).map((problem) => ({ ...problem, path: speakable(problem.path) }))
}

/** The path as far as it is FHIRPath: a name the sender made up may hold anything. */
const speakable = (path: string): string =>
  /^[A-Za-z]+(?:\.\w{1,64}(?:\[\d+\])?(?=\.|$))*/.exec(path)?.[0] ?? ''

/**
 * The first word on an element is the most precise: others on it repeat it in other terms, and
 * what lies below an element of the wrong shape follows from that.
 */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const misshapen = new Set(
    problems.filter(({ code }) => code === 'structure').map(({ path }) => path),
  )
  const byPath = new Map<string, Problem>()
  for (const problem of problems) {
    const { path } = problem
    if (!byPath.has(path) && !placesAbove(path).some((above) => misshapen.has(above))) {
      byPath.set(path, problem)
    }
  }
  return [...byPath.values()]
}

/** `a.b[0].c` lies below `a.b[0]`, `a.b` and `a`. */
const placesAbove = (path: string): string[] =>
  Array.from(path.matchAll(/[.[]/g), ({ index }) => path.slice(0, index))

/** What FHIR R4 itself says against a resource; its type must be among the definitions. */
export function r4Problems(resource: JsonObject, definitions: Definitions): Problem[] {
  const type = String(resource.resourceType)
  return [
    ...jsonProblems(resource, { type, path: type, definitions }),
    ...schemaProblems(resource, definitions),
  ]
}

function schemaProblems(resource: JsonObject, definitions: Definitions): Problem[] {
  const type = String(resource.resourceType)
  const tokens: BoundValues = {}
  const { validateResource } = definitions.library
  const issues: readonly unknown[] = (() => {
    try {
      return validateResource(resource as Parameters<typeof validateResource>[0], {
        collect: { tokens },
      })
    } catch (error) {
      return issuesOf(error)
    }
  })()
  return [...libraryProblems(issues, type), ...valueSetProblems(tokens, definitions)]
}

/** The library throws its findings; anything else it throws is a finding too: never a crash. */
function issuesOf(error: unknown): readonly unknown[] {
  if (error instanceof Error && 'outcome' in error && isObject(error.outcome)) {
    const { issue } = error.outcome
    if (Array.isArray(issue)) return issue
  }
  return [{ severity: 'error', code: 'structure', details: { text: 'cannot be read as FHIR R4' } }]
}
