import type { PlannedResource } from '../../../rehearsal/plan/plan.ts'

const SIMULATED = /sim-?[0-9a-f]{7}/

/** What stands for each simulated value of a resource: `${Role name.arn}`. */
export function referencesOf(resources: readonly PlannedResource[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const add = (value: unknown, resource: PlannedResource, property: string): void => {
    if (typeof value !== 'string' || found.has(value) || !SIMULATED.test(value)) return
    found.set(value, `\${${resource.type.split(':').at(-1)} ${resource.name}.${property}}`)
  }
  for (const resource of resources) add(resource.id, resource, 'id')
  for (const resource of resources)
    if (!('arn' in resource.inputs)) add(resource.outputs.arn, resource, 'arn')
  for (const resource of resources) {
    const own = Object.entries(resource.outputs).filter(([key]) => !(key in resource.inputs))
    for (const [property, value] of own) add(value, resource, property)
  }
  return found
}

/** A text with references instead of simulated values, the longest first. */
export function readable(text: string, references: ReadonlyMap<string, string>): string {
  if (!SIMULATED.test(text)) return text
  const whole = references.get(text)
  if (whole !== undefined) return whole
  const inside = [...references].filter(([value]) => text.includes(value))
  return inside
    .sort(([a], [b]) => b.length - a.length)
    .reduce((result, [value, reference]) => result.replaceAll(value, reference), text)
}
