import { chartClosure } from './charts/closure.ts'
import { mapContainers } from './charts/map-containers.ts'
import { readCharts } from './charts/read-charts.ts'
import type { ContainerGraph } from './containers/plan-containers.ts'
import type { Issue } from './issue.ts'
import { type KaapanaChart, KaapanaChartType } from './kaapana-plan.ts'

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

/** What charts are read by. */
type ChartInput = Parameters<typeof readCharts>[0] & { readonly graph: ContainerGraph }

/** Reads all charts and finds the images that they run. */
export function planCharts({ graph, ...input }: ChartInput): ChartGraph {
  const { charts, issues } = readCharts(input)
  const { source: folder, registry, platformVersion } = input
  const images = [...graph.containers.values()]
  const mapped = mapContainers(charts, images, { folder, registry, platformVersion })
  const usedBy = new Map<string, string[]>()
  for (const [chart, containers] of mapped.containers) {
    for (const image of containers) usedBy.set(image, [...(usedBy.get(image) ?? []), chart])
  }
  for (const users of usedBy.values()) users.sort()
  const isCollection = ({ type }: { type: KaapanaChartType }) =>
    type === KaapanaChartType.ExtensionCollection
  return {
    names: charts.map(({ name }) => name),
    collections: new Set(charts.filter(isCollection).map(({ name }) => name)),
    usedBy,
    closure: (roots) => chartClosure(charts, roots),
    charts: (selected) =>
      charts
        .map(({ name, path, version, type, dependencies, collections, preinstall }) => ({
          ...{ name, path, version, type, dependencies, collections, preinstall },
          containers: mapped.containers.get(name) ?? [],
          selected: selected.has(name),
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    issues: [...issues, ...mapped.issues],
  }
}
