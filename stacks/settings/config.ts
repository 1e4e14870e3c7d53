import type { z } from 'zod'
import { isStructured } from './coerce.ts'

/** Namespace of the program's configuration. */
export const NAMESPACE = 'dataspace'

/** Configuration as Pulumi hands it over: by `namespace:key`, objects as JSON. */
export type Config = Readonly<Record<string, unknown>>

/** The part of a configuration that is the program's: its namespace without the prefix, and the region. */
export function ownConfig(
  config: Config,
  shape: Readonly<Record<string, z.core.$ZodType>>,
): Record<string, unknown> {
  const entries = Object.entries(config).flatMap(([name, value]) => {
    const key = name.startsWith(`${NAMESPACE}:`) ? name.slice(NAMESPACE.length + 1) : name
    if (key === name && name !== 'aws:region') return []
    const schema = Object.hasOwn(shape, key) ? shape[key] : undefined
    const structured = schema !== undefined && isStructured(schema)
    // An empty value is what Pulumi.yaml gives a setting that nobody has set.
    if (value === undefined || value === '') return []
    if (structured && (value === '{}' || value === '[]')) return []
    return [[key, structured ? fromJson(value) : value] as const]
  })
  return Object.fromEntries(entries)
}

function fromJson(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}
