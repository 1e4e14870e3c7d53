import type { z } from 'zod'
import { bare } from './fields.ts'
import { SETTINGS } from './schema.ts'

/** A declaration in the `config` block of Pulumi.yaml. */
export interface ConfigDeclaration {
  readonly type: 'string' | 'integer' | 'boolean' | 'array' | 'object'
  readonly description: string
  readonly default: unknown
}

/**
 * The `config` block of Pulumi.yaml. Every declaration has a default: without one the command line
 * refuses by itself, names nothing but missing keys and keeps the program from reporting the rest.
 */
export function projectConfig(): Record<string, ConfigDeclaration> {
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([key, setting]) => [key, declarationOf(setting)]),
  )
}

function declarationOf(setting: z.core.$ZodType): ConfigDeclaration {
  const { schema, description, preset } = bare(setting)
  const kind = schema._zod.def.type
  if (kind === 'object' || kind === 'record') return { type: 'object', description, default: {} }
  if (kind === 'array') return { type: 'array', description, default: [] }
  if (kind === 'boolean') return { type: 'boolean', description, default: preset ?? false }
  if (kind === 'number') return { type: 'integer', description, default: preset ?? 0 }
  return { type: 'string', description, default: preset ?? '' }
}
