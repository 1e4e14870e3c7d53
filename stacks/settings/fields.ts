import { z } from 'zod'
import { guidance } from './leaves.ts'

/** A path into the settings; list items have numbers. */
export type Path = readonly (string | number)[]

/** A schema without its wrappers, and what the wrappers said. */
export interface Bare {
  readonly schema: z.core.$ZodType
  readonly description: string
  readonly required: boolean
  /** Default as it would be typed into YAML; nothing when there is none. */
  readonly preset: unknown
}

/** Takes default, optional and description off a schema. */
export function bare(schema: z.core.$ZodType): Bare {
  let inner = schema
  let required = true
  let preset: unknown
  let description = z.globalRegistry.get(inner)?.description ?? ''
  while (
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodOptional
  ) {
    required = false
    if (!(inner instanceof z.ZodOptional)) preset = inner.def.defaultValue
    inner = inner.def.innerType
    description ||= z.globalRegistry.get(inner)?.description ?? ''
  }
  return { schema: inner, description, required, preset }
}

/** The schema at a path; nothing where the path leads out of the settings. */
export function schemaAt(root: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
  let schema: z.core.$ZodType | undefined = root
  for (const key of path) {
    const { schema: parent }: Bare = bare(schema)
    schema = childOf(parent, key)
    if (schema === undefined) return undefined
  }
  return schema
}

function childOf(parent: z.core.$ZodType, key: string | number): z.core.$ZodType | undefined {
  if (parent instanceof z.ZodObject) {
    const shape = parent.shape as Record<string, z.core.$ZodType>
    return Object.hasOwn(shape, key) ? shape[key] : undefined
  }
  if (parent instanceof z.ZodRecord) return parent.def.valueType
  if (parent instanceof z.ZodArray) return parent.def.element
  return undefined
}

/** One setting that holds a value: text, number, switch, or a list or map of them. */
export interface Field extends Bare {
  /** Path with `<name>` for keys that users choose. */
  readonly path: readonly string[]
  /** What is allowed, in words that follow "must be". */
  readonly allowed: string
  /** A value that is allowed, as typed on a command line. */
  readonly example: string
}

/** All settings that hold a value, in the order of the schema. */
export function fieldsOf(root: z.core.$ZodType, path: readonly string[] = []): Field[] {
  const { schema, ...rest } = bare(root)
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.core.$ZodType>).flatMap(([key, child]) =>
      fieldsOf(child, [...path, key]),
    )
  }
  if (schema instanceof z.ZodRecord) {
    const { allowed, example } = keyGuidance(schema)
    const map = { path, schema, ...rest, allowed: `a map; each key ${allowed}`, example }
    return [map, ...fieldsOf(schema.def.valueType, [...path, '<name>'])]
  }
  const { allowed = '', example = '' } = guidance.get(schema) ?? {}
  return [{ path, schema, ...rest, allowed, example }]
}

/** What a key that users choose must be, and an example. */
export function keyGuidance(record: z.ZodRecord): { allowed: string; example: string } {
  return guidance.get(record.def.keyType) ?? { allowed: 'a name', example: 'name' }
}
