/** A value of a resource's inputs or outputs. */
export type GraphValue =
  | null
  | boolean
  | number
  | string
  | GraphValue[]
  | { [key: string]: GraphValue }

/** Values by property name. */
export type GraphProperties = Readonly<Record<string, GraphValue>>

/** One resource of a program, as a plan or a recording has it. */
export interface GraphResource {
  readonly urn: string
  readonly type: string
  readonly name: string
  readonly id: string
  readonly parent: string
  readonly inputs: GraphProperties
  readonly outputs: GraphProperties
  readonly dependencies: readonly string[]
  readonly protect: boolean
  readonly secretInputs: readonly string[]
}

/** All resources of an environment. */
export interface Graph {
  readonly resources: readonly GraphResource[]
}

/** The resources of one type, e.g. `aws:ec2/vpc:Vpc`. */
export function ofType(graph: Graph, type: string): GraphResource[] {
  return graph.resources.filter((resource) => resource.type === type)
}

/** The value at a path of property names and list indices, or undefined. */
export function at(value: GraphValue | GraphProperties | undefined, ...path: (string | number)[]) {
  let found = value as GraphValue | undefined
  for (const step of path) {
    if (found === null || typeof found !== 'object') return undefined
    found = (found as Record<string | number, GraphValue>)[step]
  }
  return found
}

/** A list, whatever it was: an absent value is empty, a single one becomes its only item. */
export function list(value: GraphValue | undefined): GraphValue[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** Every string inside a value. */
export function* strings(value: GraphValue | GraphProperties): Generator<string> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const item of value) yield* strings(item)
  else if (value !== null && typeof value === 'object')
    for (const item of Object.values(value)) yield* strings(item)
}
