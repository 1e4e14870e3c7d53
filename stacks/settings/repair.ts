import { z } from 'zod'

/**
 * What is left of a value when all that is wrong is taken out, so that the rest can still be checked;
 * nothing when too little is left.
 */
export function repair(schema: z.core.$ZodType, value: unknown): unknown {
  let rest = structuredClone(value)
  // Each round takes something out; a setting that is required takes its parent along.
  for (let round = 0; round < 12; round++) {
    const result = z.safeParse(schema, rest)
    if (result.success) return result.data
    for (const issue of result.error.issues) {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : undefined
      const paths = keys?.map((key) => [...issue.path, key]) ?? [issue.path]
      for (const path of paths) rest = without(rest, path.map(String))
    }
  }
  return undefined
}

/** The value without the setting at the path; without the nearest map around it when it is not there. */
function without(value: unknown, path: readonly string[]): unknown {
  const [key, ...deeper] = path
  if (key === undefined) return undefined
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  if (Array.isArray(value)) return undefined
  const entries = Object.entries(value)
  const child = without((value as Record<string, unknown>)[key], deeper)
  return Object.fromEntries(
    entries.flatMap(([name, old]) => {
      if (name !== key) return [[name, old] as const]
      return child === undefined ? [] : [[name, child] as const]
    }),
  )
}
