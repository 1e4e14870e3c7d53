import { KaapanaError } from '../kaapana-error.ts'
import type { KaapanaChart, KaapanaPlan } from '../kaapana-plan.ts'
import { type ChartTree, readChartTree } from './chart-tree.ts'
import { stampChart } from './stamp-chart.ts'

/** Changes the files of one chart before it is put anywhere. */
export type ChartChange = (chart: KaapanaChart, tree: ChartTree) => ChartTree

/** Puts charts together with all that they depend on. */
export interface ChartComposer {
  /**
   * The chart's files and below `charts/<name>` those of its dependencies, to any depth.
   *
   * @throws {KaapanaError} a chart that is not in the plan or depends on itself
   */
  compose(name: string): ChartTree
}

/** Composes charts of a plan, as its version; `change` sees every chart once. */
export function chartComposer(plan: KaapanaPlan, change: ChartChange): ChartComposer {
  const charts = new Map(plan.charts.map((chart) => [chart.name, chart]))
  const version = platformOf(plan).version
  const own = new Map<string, ChartTree>()
  const ownTree = (chart: KaapanaChart): ChartTree => {
    const known = own.get(chart.name)
    if (known !== undefined) return known
    const read = readChartTree(plan.source, chart.path)
    if (!read.has('Chart.yaml'))
      throw new KaapanaError(`Chart ${chart.name}: ${chart.path} has no Chart.yaml`)
    const tree = stampChart(change(chart, read), version)
    own.set(chart.name, tree)
    return tree
  }
  const compose = (name: string, above: readonly string[]): ChartTree => {
    const chart = charts.get(name)
    if (chart === undefined) throw missing(name, above.at(-1))
    if (above.includes(name))
      throw new KaapanaError(`Chart ${name} depends on itself: ${[...above, name].join(' > ')}`)
    const tree = new Map(ownTree(chart))
    for (const dependency of chart.dependencies)
      for (const [path, file] of compose(dependency, [...above, name]))
        tree.set(`charts/${dependency}/${path}`, file)
    return tree
  }
  return { compose: (name) => compose(name, []) }
}

/**
 * The chart of the plan that everything belongs to.
 *
 * @throws {KaapanaError} a plan without it
 */
export function platformOf(plan: KaapanaPlan): KaapanaChart {
  const platform = plan.charts.find(({ name }) => name === plan.platformChart)
  if (platform === undefined) throw missing(plan.platformChart, undefined)
  return platform
}

function missing(name: string, parent: string | undefined): KaapanaError {
  const wants = parent === undefined ? 'is the platform chart and' : `is needed by ${parent} and`
  return new KaapanaError(
    `Chart ${name} ${wants} is not in the checkout: see the issues of \`dataspace kaapana plan\``,
  )
}
