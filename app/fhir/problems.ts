/** Largest nesting of objects and lists in one record; FHIR R4 resources of our types stay below 12. */
export const MAX_DEPTH = 32

/** The issue types of FHIR R4 (value set issue-type) that this service answers with. */
export type IssueCode =
  | 'structure'
  | 'required'
  | 'value'
  | 'code-invalid'
  | 'invariant'
  | 'not-supported'
  | 'security'
  | 'processing'

/** One thing wrong with one record: where (FHIRPath), what, and how to put it right. */
export interface Problem {
  path: string
  text: string
  code: IssueCode
}

/** The body is neither a list of resources nor a Bundle; HTTP answers 422 with type list_type. */
export class NotAListError extends Error {
  override name = 'NotAListError'
}

/** The body as a whole cannot be read: JSON syntax, encoding, or a Bundle that carries no records. */
export class MalformedBodyError extends Error {
  override name = 'MalformedBodyError'
}

/** The body exceeds the limit in bytes; HTTP answers 413. */
export class BodyTooLargeError extends Error {
  override name = 'BodyTooLargeError'
}

/** A JSON object whose members are not known yet. */
export type JsonObject = Record<string, unknown>

/** True for a JSON object: neither null nor a list. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What JSON calls the type of a value, for messages that must not repeat the value itself. */
export function jsonType(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return 'an object'
  if (value === undefined) return 'nothing'
  return `a ${typeof value}`
}

/** True when objects and lists nest deeper than `levels`. Looks no deeper than that. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((child) => isDeeperThan(child, levels - 1))
}
