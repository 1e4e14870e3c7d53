import { createHash } from 'node:crypto'
import { IDENTIFYING, KEPT, type KeptElements, type Rule } from './kept-elements.ts'
import { isObject, type JsonObject, type Problem } from './problems.ts'
import { referencedId, referencedType } from './references.ts'
import type { StoredResource } from './stored-resource.ts'
import {
  type RecordType,
  type Rejection,
  rejection,
  type ValidResource,
} from './validate-record.ts'

/** Replaces a logical id by the institution's pseudonym of it: same kind and id, same pseudonym. */
export type Pseudonymise = (kind: string, id: string) => string

export interface DeIdentification {
  pseudonymise: Pseudonymise
  /** Refuse records with identifying elements (IDENTIFYING, displays of references) @default false */
  refuseIdentifiers?: boolean
}

/** The record as it may be stored, and how many of each element were dropped on the way. */
export interface DeIdentified {
  accepted: true
  stored: StoredResource
  /** Elements not stored, by path without list positions: `{ 'Patient.name': 2 }`. */
  dropped: Record<string, number>
}

interface Pass {
  pseudonymise: Pseudonymise
  dropped: Record<string, number>
}

/**
 * Reduces a validated record to the elements the features need (kept-elements.ts). Everything else
 * is dropped and counted; with `refuseIdentifiers`, a record that carries an identifying element is
 * refused instead, so that a sender who promised none learns of it.
 */
export function deIdentify(
  resource: ValidResource,
  { pseudonymise, refuseIdentifiers = false }: DeIdentification,
): DeIdentified | Rejection {
  const type = resource.resourceType
  if (refuseIdentifiers) {
    const problems = identifyingElements(resource, type)
    if (problems.length > 0) return rejection(resource, problems)
  }
  const pass: Pass = { pseudonymise, dropped: {} }
  const { resourceType: _type, id: _id, meta, ...elements } = resource
  const content = {
    resourceType: type,
    ...keptObject(elements, { rules: KEPT[type], path: type, pass }),
  }
  const { lastUpdated }: JsonObject = isObject(meta) ? meta : {}
  return {
    accepted: true,
    dropped: pass.dropped,
    stored: {
      type,
      id: pseudonymise(type, resource.id),
      version: versionOf(meta, content),
      ...(typeof lastUpdated === 'string' ? { lastUpdated } : {}),
      patient: pseudonymise('Patient', patientIdOf(resource)),
      content,
      // Validation has checked every element against the type's definition.
    } as unknown as StoredResource,
  }
}

/**
 * The version that makes ingest idempotent: the sender's, or else a digest of what is stored. A
 * change in dropped elements alone is no new version, and no digest is taken of a name.
 */
export function versionOf(meta: unknown, content: JsonObject): string {
  const { versionId, lastUpdated }: JsonObject = isObject(meta) ? meta : {}
  if (typeof versionId === 'string') return versionId
  if (typeof lastUpdated === 'string') return lastUpdated
  return createHash('sha256').update(canonical(content)).digest('hex')
}

/** JSON with the members of every object in the order of their names. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    isObject(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}

function patientIdOf(resource: ValidResource): string {
  const type: RecordType = resource.resourceType
  if (type === 'Patient') return resource.id
  const reference = isObject(resource.subject) ? resource.subject.reference : undefined
  const id = referencedId(reference, 'Patient')
  if (id === undefined) throw new TypeError(`${type} without a patient: validate it first`)
  return id
}

interface Place {
  path: string
  pass: Pass
}

function keptObject(
  value: JsonObject,
  { rules, path, pass }: Place & { rules: KeptElements },
): JsonObject {
  const kept: JsonObject = {}
  for (const [key, member] of Object.entries(value)) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined
    const at = `${path}.${key}`
    if (rule === undefined) {
      pass.dropped[at] = (pass.dropped[at] ?? 0) + (Array.isArray(member) ? member.length : 1)
      continue
    }
    const place = { path: at, pass }
    const result = Array.isArray(member)
      ? member.map((item) => keptValue(item, rule, place)).filter((item) => item !== undefined)
      : keptValue(member, rule, place)
    if (result !== undefined && !(Array.isArray(result) && result.length === 0)) kept[key] = result
  }
  return kept
}

function keptValue(value: unknown, rule: Rule, { path, pass }: Place): unknown {
  if (rule === 'value') return typeof value === 'object' ? undefined : value
  if (rule === 'month' || rule === 'day') {
    return typeof value === 'string' ? value.slice(0, rule === 'month' ? 7 : 10) : undefined
  }
  if (!isObject(value)) return undefined
  const rules = RULES_OF[String(rule)] ?? rule
  if (rule === 'reference') {
    if (value.display !== undefined) count(pass, `${path}.display`)
    return keptReference(value.reference, pass)
  }
  if (typeof rules === 'string') return undefined
  const kept = keptObject(value, { rules, path, pass })
  return Object.keys(kept).length === 0 ? undefined : kept
}

const RULES_OF: Readonly<Record<string, KeptElements>> = {
  coding: { system: 'value', code: 'value' },
  concept: { coding: 'coding' },
}

function count({ dropped }: Pass, path: string): void {
  dropped[path] = (dropped[path] ?? 0) + 1
}

/** Only literal references survive: a search, a fragment or a URN may spell out an identifier. */
function keptReference(reference: unknown, { pseudonymise }: Pass): JsonObject | undefined {
  const type = referencedType(reference)
  const id = type === undefined ? undefined : referencedId(reference, type)
  if (type === undefined || id === undefined) return undefined
  return { reference: `${type}/${pseudonymise(type, id)}` }
}

function identifyingElements(node: JsonObject, path: string): Problem[] {
  return Object.entries(node).flatMap(([key, value]) => {
    const at = `${path}.${key}`
    // A concept's text and a coding's display are clinical words; a reference's display is a name.
    const names =
      key === 'display'
        ? 'reference' in node
        : IDENTIFYING.has(key) && !(key === 'text' && 'coding' in node)
    if (names) return [identifying(at)]
    const items: [string, unknown][] = Array.isArray(value)
      ? value.map((item, index) => [`${at}[${index}]`, item])
      : [[at, value]]
    return items.flatMap(([itemPath, item]) =>
      isObject(item) ? identifyingElements(item, itemPath) : [],
    )
  })
}

const identifying = (path: string): Problem => ({
  path,
  code: 'security',
  text: 'may identify a person; got a value, allowed none in strict mode; fix: remove the element before sending',
})
