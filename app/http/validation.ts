import type { z } from 'zod'
import { type ValidationDetail, validationProblem } from './problem.ts'

type Issue = z.core.$ZodIssue

/** Where validated data came from: the first element of `loc`. */
export type Source = 'body' | 'path' | 'query'

/** At most this many errors are told: enough to mend a request, too few to flood a log. */
const MOST_ERRORS = 100

/**
 * Checks data against a schema.
 *
 * @returns the parsed data
 * @throws Problem 422 with every error (at most 100), never with the values: they may be personal.
 */
export function validate<T extends z.ZodType>(
  schema: T,
  data: unknown,
  source: Source = 'body',
): z.output<T> {
  const parsed = schema.safeParse(data)
  if (parsed.success) return parsed.data
  throw validationProblem(describeIssues(parsed.error.issues, [source], data))
}

/** zod's issues in the form of the original's validation errors. */
export function describeIssues(
  issues: readonly Issue[],
  prefix: (string | number)[],
  data: unknown,
): ValidationDetail[] {
  const telling = issues.filter((issue) => !isSafeIntegerNote(issue))
  return (telling.length > 0 ? telling : issues).slice(0, MOST_ERRORS).map((issue) => {
    const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)))
    return { loc: [...prefix, ...path], ...kindOf(issue, at(data, path), path.length === 0) }
  })
}

/** zod's own bound on integers, told beside ours: the caller wants to know ours. */
const isSafeIntegerNote = (issue: Issue): boolean =>
  (issue.code === 'too_big' && issue.maximum === Number.MAX_SAFE_INTEGER) ||
  (issue.code === 'too_small' && issue.minimum === Number.MIN_SAFE_INTEGER)

const at = (data: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[part]
        : undefined,
    data,
  )

function kindOf(issue: Issue, value: unknown, root: boolean): { type: string; msg: string } {
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined && !root
        ? { type: 'missing', msg: 'Field required' }
        : wrongType(issue.expected, root)
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_value':
      return value === undefined
        ? { type: 'missing', msg: 'Field required' }
        : {
            type: 'enum',
            msg: `Input should be ${issue.values.map((v) => `'${String(v)}'`).join(' or ')}`,
          }
    case 'invalid_format':
      return { type: 'string_pattern_mismatch', msg: issue.message }
    case 'unrecognized_keys':
      return { type: 'extra_forbidden', msg: `Members not allowed: ${issue.keys.length}` }
    default:
      return { type: 'value_error', msg: issue.message }
  }
}

function wrongType(expected: string, root: boolean): { type: string; msg: string } {
  switch (expected) {
    case 'int':
    case 'number':
      return { type: 'int_type', msg: 'Input should be a valid integer' }
    case 'string':
      return { type: 'string_type', msg: 'Input should be a valid string' }
    case 'array':
      return { type: 'list_type', msg: 'Input should be a valid list' }
    case 'object':
      return root
        ? { type: 'model_attributes_type', msg: 'Input should be a valid object' }
        : { type: 'dict_type', msg: 'Input should be a valid object' }
    default:
      return { type: `${expected}_type`, msg: `Input should be a valid ${expected}` }
  }
}

const sized = (origin: string): string =>
  origin === 'array' ? 'items' : origin === 'string' ? 'characters' : ''

function tooSmall(issue: Extract<Issue, { code: 'too_small' }>): { type: string; msg: string } {
  const unit = sized(issue.origin)
  if (unit === '')
    return {
      type: 'greater_than_equal',
      msg: `Input should be greater than or equal to ${issue.minimum}`,
    }
  return {
    type: issue.origin === 'array' ? 'too_short' : 'string_too_short',
    msg: `Input should have at least ${issue.minimum} ${unit}`,
  }
}

function tooBig(issue: Extract<Issue, { code: 'too_big' }>): { type: string; msg: string } {
  const unit = sized(issue.origin)
  if (unit === '')
    return {
      type: 'less_than_equal',
      msg: `Input should be less than or equal to ${issue.maximum}`,
    }
  return {
    type: issue.origin === 'array' ? 'too_long' : 'string_too_long',
    msg: `Input should have at most ${issue.maximum} ${unit}`,
  }
}
