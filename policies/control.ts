import type { Graph, GraphResource } from './graph.ts'

/** One promise of the package that a program's graph can show. */
export interface Control {
  /** Number in the list of controls. */
  readonly number: number
  /** The promise, as a sentence. */
  readonly title: string
  /** Rules of others it answers, e.g. `FSBP EC2.2`, `CIS 5.4`. */
  readonly sources: string
  /** What breaks the promise, each a sentence that names the resource; empty when it holds. */
  readonly violations: (graph: Graph) => string[]
}

/** A control that a graph cannot show, or that is not met yet, with the reason. */
export interface OpenControl {
  readonly number: number
  readonly title: string
  readonly reason: string
}

/** Violations: one sentence for every resource that `broken` gives a complaint about. */
export function each(
  resources: readonly GraphResource[],
  broken: (resource: GraphResource) => string | false | undefined,
): string[] {
  return resources.flatMap((resource) => {
    const complaint = broken(resource)
    return complaint ? [`${resource.name} (${resource.type}) ${complaint}`] : []
  })
}

/** A violation if there is nothing to check: a promise about resources that are missing is broken. */
export function some(resources: readonly GraphResource[], what: string): string[] {
  return resources.length === 0 ? [`there is no ${what}`] : []
}
