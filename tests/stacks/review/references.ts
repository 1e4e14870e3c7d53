import type { PlannedResource } from '../../../rehearsal/plan/plan.ts'

const SIMULATED = /sim-?[0-9a-f]{7}/i

/** What stands for simulated values, by value. */
export type References = ReadonlyMap<string, string>

/** What stands for each simulated value of a resource: `${Role name.arn}`. */
export function referencesOf(resources: readonly PlannedResource[]): References {
  const found = new Map<string, string>()
  const add = (value: unknown, resource: PlannedResource, property: string): void => {
    if (typeof value !== 'string' || found.has(value) || !SIMULATED.test(value)) return
    found.set(value, `${beginning(resource)}${property}}`)
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

const beginning = ({ type, name }: PlannedResource): string =>
  `\${${type.split(':').at(-1)} ${name}.`

/** References to all resources but one. */
export function withoutOwn(references: References, resource: PlannedResource): References {
  const own = beginning(resource)
  return new Map([...references].filter(([, reference]) => !reference.startsWith(own)))
}

/** A text with references instead of simulated values, the longest first. */
export function readable(text: string, references: References): string {
  if (!SIMULATED.test(text)) return text
  const whole = references.get(text)
  if (whole !== undefined) return whole
  const inside = [...references].filter(([value]) => text.includes(value))
  return inside
    .sort(([a], [b]) => b.length - a.length)
    .reduce((result, [value, reference]) => result.replaceAll(value, reference), text)
}
