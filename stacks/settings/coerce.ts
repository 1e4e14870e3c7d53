import { z } from 'zod'
import { bare } from './fields.ts'

/**
 * Gives values the type their setting has, where that is certain. Pulumi hands over a value that was set
 * on the command line as text, objects as JSON, and what YAML took for a number or a switch as such.
 */
export function coerce(root: z.core.$ZodType, value: unknown): unknown {
  const { schema } = bare(root)
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<string, z.core.$ZodType>
    return mapValues(value, (key, child) =>
      coerceChild(Object.hasOwn(shape, key) ? shape[key] : undefined, child),
    )
  }
  if (schema instanceof z.ZodRecord) {
    return mapValues(value, (_, child) => coerceChild(schema.def.valueType, child))
  }
  if (schema instanceof z.ZodArray) {
    return Array.isArray(value) ? value.map((item) => coerceChild(schema.def.element, item)) : value
  }
  if (typeof value === 'string') return fromText(schema, value)
  // YAML read digits without quotes as a number. Where zeros were lost, the form check refuses it.
  if (typeof value === 'number' && schema._zod.def.type === 'string') return String(value)
  return value
}

function coerceChild(schema: z.core.$ZodType | undefined, value: unknown): unknown {
  return schema === undefined ? value : coerce(schema, value)
}

function fromText(schema: z.core.$ZodType, value: string): unknown {
  const { type } = schema._zod.def
  const numeric = type === 'number' || type === 'literal'
  if (numeric && /^-?\d{1,15}(\.\d{1,6})?$/.test(value)) return Number(value)
  if (type === 'boolean' && value === 'true') return true
  if (type === 'boolean' && value === 'false') return false
  return value
}

function mapValues(value: unknown, each: (key: string, child: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, each(key, child)]))
}

/** Whether Pulumi hands the value of a top-level setting over as JSON. */
export function isStructured(root: z.core.$ZodType): boolean {
  const { schema } = bare(root)
  return [z.ZodObject, z.ZodRecord, z.ZodArray].some((type) => schema instanceof type)
}
