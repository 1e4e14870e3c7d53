import { z } from 'zod'

/** What a person needs to give a setting a right value. */
export interface Guidance {
  /** What is allowed, in words that follow "must be". */
  readonly allowed: string
  /** A value that is allowed, as typed on a command line. */
  readonly example: string
}

/** Guidance by schema; messages, the editors' schema and the reference page are made from it. */
export const guidance = z.registry<Guidance>()

/** Text of a form. */
export const text = (pattern: RegExp, allowed: string, example: string) =>
  z.string().regex(pattern).register(guidance, { allowed, example })

/** A name people read. */
export const label = (example: string) =>
  text(/^\S(.{0,98}\S)?$/, '1–100 characters on one line', example)

/** A whole number within bounds. */
export const wholeNumber = (min: number, max: number, example = min) =>
  z
    .int()
    .min(min)
    .max(max)
    .register(guidance, { allowed: `a whole number from ${min} to ${max}`, example: `${example}` })

/** A switch. */
export const flag = () =>
  z.boolean().register(guidance, { allowed: 'true or false', example: 'true' })

/** One of a closed set of words; its example is the first. */
export const choice = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).register(guidance, { allowed: oneOf(values), example: values[0] })

/** One of a closed set of numbers; its example is the last. */
export const numberOf = (values: readonly [number, ...number[]]) =>
  z.literal(values).register(guidance, {
    allowed: oneOf(values),
    example: String(values.at(-1)),
  })

/** A list without repetition. */
export const listOf = <Item extends z.ZodType<string>>(item: Item, max: number, min = 0) => {
  const { allowed = 'text', example = '' } = guidance.get(item) ?? {}
  const count = min === 0 ? `at most ${max}` : `${min}–${max}`
  return z
    .array(item)
    .min(min)
    .max(max)
    .refine((items) => new Set(items).size === items.length)
    .register(guidance, {
      allowed: `a list of ${count} different values, each ${allowed}`,
      example,
    })
}

/** Values by a key the user chooses, which becomes part of resource names. */
export const mapOf = <Value extends z.ZodType>(key: z.ZodString, value: Value) =>
  z.record(key, value)

/** A key that becomes part of resource names. */
export const nameKey = (example: string) =>
  text(
    /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
    'a name of 2–20 lower-case letters, digits and hyphens that starts with a letter',
    example,
  )

function oneOf(values: readonly (string | number)[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`
}
