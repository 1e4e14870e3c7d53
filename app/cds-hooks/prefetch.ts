import { isObject, type JsonObject, jsonType } from '../fhir/problems.ts'
import { referencedId } from '../fhir/references.ts'
import { PREFETCH_TYPES, type PrefetchKey } from './services.ts'

/** What is wrong with one value of `prefetch`. */
export interface PrefetchProblem {
  key: PrefetchKey
  text: string
  /** True where the client did not or could not give it: 412, and not a wrong request. */
  isMissing: boolean
}

/** The resources that came with a request, or what is wrong with it. */
export type Prefetched = { resources: JsonObject[] } | { problems: PrefetchProblem[] }

/**
 * The records in `prefetch`, all of one patient. `null` is an answer: the client has none. A part of
 * the records is not: counts from the first page alone would be wrong without anybody seeing it.
 */
export function readPrefetch(
  prefetch: Readonly<Record<string, unknown>>,
  patientId: string,
): Prefetched {
  const resources: JsonObject[] = []
  const problems: PrefetchProblem[] = []
  for (const key of Object.keys(PREFETCH_TYPES) as PrefetchKey[]) {
    const found = Object.hasOwn(prefetch, key) ? recordsIn(key, prefetch[key]) : missing('not sent')
    if ('text' in found) problems.push({ key, ...found })
    else if (found.some((record) => !isOf(patientId, record)))
      problems.push({ key, ...wrong('holds a record of another patient than context.patientId') })
    else resources.push(...found)
  }
  return problems.length > 0 ? { problems } : { resources }
}

type Wrong = Omit<PrefetchProblem, 'key'>

const missing = (text: string): Wrong => ({ text, isMissing: true })
const wrong = (text: string): Wrong => ({ text, isMissing: false })

function recordsIn(key: PrefetchKey, value: unknown): JsonObject[] | Wrong {
  if (value === null) return key === 'patient' ? missing('null: there is no such patient') : []
  const type = isObject(value) ? value.resourceType : undefined
  if (!isObject(value)) return wrong(`must be a resource or null; got ${jsonType(value)}`)
  if (type === 'OperationOutcome') return missing('an OperationOutcome: it could not be fetched')
  if (key === 'patient') return type === 'Patient' ? [value] : wrong('must be a Patient')
  return type === 'Bundle' ? entriesOf(key, value) : wrong('must be a Bundle of the search')
}

function entriesOf(key: PrefetchKey, { link, entry = [] }: JsonObject): JsonObject[] | Wrong {
  const hasNext =
    Array.isArray(link) && link.some((one) => isObject(one) && one.relation === 'next')
  if (hasNext) return missing('its first page alone: send the whole answer')
  if (!Array.isArray(entry)) return wrong('must be a Bundle whose entry is a list')
  const records: JsonObject[] = []
  for (const one of entry) {
    const resource = isObject(one) ? one.resource : undefined
    if (!isObject(resource)) return wrong('has an entry without a resource')
    if (isFailure(resource)) return missing('an OperationOutcome among the entries')
    // Included resources of other types are no answer to the query.
    if (resource.resourceType === PREFETCH_TYPES[key]) records.push(resource)
  }
  return records
}

const isFailure = ({ resourceType, issue }: JsonObject): boolean =>
  resourceType === 'OperationOutcome' &&
  Array.isArray(issue) &&
  issue.some((one) => isObject(one) && (one.severity === 'error' || one.severity === 'fatal'))

/** A record without a readable reference is no other patient's; validation refuses it later. */
function isOf(patientId: string, { resourceType, id, subject }: JsonObject): boolean {
  if (resourceType === 'Patient') return id === patientId
  const reference = isObject(subject) ? subject.reference : undefined
  return [undefined, patientId].includes(referencedId(reference, 'Patient'))
}
