import type { ContainerGraph } from './containers/plan-containers.ts'
import type { Issue } from './issue.ts'
import type { KaapanaChart } from './kaapana-plan.ts'

/** Charts of a checkout, and the images that they run. */
export interface ChartGraph {
  /** Names of all charts. */
  readonly names: readonly string[]
  /** Names of the charts that are extension collections. */
  readonly collections: ReadonlySet<string>
  /** Charts that run an image, sorted. */
  readonly usedBy: ReadonlyMap<string, readonly string[]>
  /** Roots with all that is below them. */
  readonly closure: (roots: readonly string[]) => {
    readonly names: ReadonlySet<string>
    readonly issues: readonly Issue[]
  }
  /** All charts by name, those of a closure selected. */
  readonly charts: (selected: ReadonlySet<string>) => KaapanaChart[]
  readonly issues: readonly Issue[]
}

/** Charts of a checkout in which none was read: images are planned by their names. */
export function planCharts(_: {
  readonly chartFiles: readonly string[]
  readonly graph: ContainerGraph
}): ChartGraph {
  const closure = () => ({ names: new Set<string>(), issues: [] })
  return {
    names: [],
    collections: new Set(),
    usedBy: new Map(),
    closure,
    charts: () => [],
    issues: [],
  }
}
