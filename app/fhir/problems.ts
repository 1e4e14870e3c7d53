/** Largest nesting of objects and lists in one record; FHIR R4 resources of our types stay below 12. */
export const MAX_DEPTH = 32

/**
 * Most members and elements in one record: twenty times a Synthea Patient, the largest of our types.
 * The library compares the coded elements of a record with one another, so its time grows with the
 * square of their number.
 */
export const MAX_VALUES = 3000

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
  | 'invalid'
  | 'login'
  | 'forbidden'
  | 'not-found'
  | 'timeout'
  | 'conflict'
  | 'too-long'
  | 'throttled'
  | 'exception'
  | 'transient'
  | 'business-rule'

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

/** A Bundle of a type that is no list of records, such as a document. */
export class BundleTypeError extends MalformedBodyError {
  override name = 'BundleTypeError'
}

/**
 * The body exceeds the limit in bytes or in records; HTTP answers 413. A kind of MalformedBodyError,
 * so that a caller who knows one refusal for all bodies refuses these too.
 */
export class BodyTooLargeError extends MalformedBodyError {
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

/**
 * True when a value holds more than `limit` members and elements, at any level. Stops counting
 * there. Call it only on values of bounded depth.
 */
export function hasMoreThan(value: unknown, limit: number): boolean {
  return countUpTo(value, limit) > limit
}

function countUpTo(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  for (const child of Object.values(value)) {
    count += 1 + countUpTo(child, limit - count)
    if (count > limit) break
  }
  return count
}

/** True when objects and lists nest deeper than `levels`. Looks no deeper than that. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  return Object.values(value).some((child) => isDeeperThan(child, levels - 1))
}
