import { relative, resolve, sep } from 'node:path'
import { type Discovery, discover } from './checkout/discover.ts'
import { versions } from './checkout/version.ts'
import { externalBasesOf } from './containers/external-bases.ts'
import { type ContainerGraph, planContainers } from './containers/plan-containers.ts'
import { folderOf } from './containers/read-containers.ts'
import { addDigests } from './digest/add-digests.ts'
import type { KaapanaContainer, KaapanaPlan, KaapanaPlanOptions } from './kaapana-plan.ts'
import { neededIgnoredIssues } from './needed-ignored.ts'
import { registryOf } from './options.ts'
import { type ChartGraph, planCharts } from './plan-charts.ts'
import { rootsOf, selectImages, type Wanted } from './select.ts'
import { sortIssues } from './sort-issues.ts'

/** Of the options without a value. */
const DEFAULTS = { registry: 'registry.example/kaapana', platformChart: 'kaapana-admin-chart' }

/**
 * Plans the build of a checkout of Kaapana: which images and charts there are, which of them the
 * platform needs, in which order they can be built, and what is wrong with them. It reads files and
 * asks git for the version; it changes nothing and uses no network.
 * @throws KaapanaError for options that cannot be met and a checkout without version
 */
export function planKaapana(options: KaapanaPlanOptions): KaapanaPlan {
  const progress = options.onProgress ?? (() => {})
  const registry = registryOf(options.registry ?? DEFAULTS.registry)
  const platformChart = options.platformChart ?? DEFAULTS.platformChart
  progress(0, 'looking for Dockerfiles and charts')
  const found = discover(options)
  const { source } = found
  const versionOf = versions({ ...found, latest: options.latest ?? false })
  const version = versionOf('.')
  progress(0.2, 'reading Dockerfiles')
  const buildArgs = options.buildArgs ?? {}
  const graph = planContainers({ ...found, registry, versionOf, buildArgs })
  progress(0.5, 'reading charts')
  const place = { source, versionOf, platformVersion: version, platformChart, registry }
  const charts = planCharts({ ...place, chartFiles: found.chartFiles, graph })
  progress(0.9, 'selecting images')
  const plan = compose({ options, found, graph, charts, registry, version, platformChart })
  const { packaged, digests = false } = options
  const planned = digests
    ? addDigests(plan, {
        buildArgs,
        ...(packaged !== undefined && { packaged }),
        onProgress: (fraction, stage) => progress(0.9 + fraction / 10, stage),
      })
    : plan
  progress(1, 'planned')
  return { ...planned, issues: sortIssues(planned.issues) }
}

interface Parts {
  readonly options: KaapanaPlanOptions
  readonly found: Discovery
  readonly graph: ContainerGraph
  readonly charts: ChartGraph
  readonly registry: string
  readonly version: string
  readonly platformChart: string
}

function compose(parts: Parts): KaapanaPlan {
  const { options, found, graph, charts, registry, version, platformChart } = parts
  const wanted: Wanted = {
    platformChart,
    images: options.images ?? [],
    charts: options.charts ?? [],
  }
  const closure = charts.closure(rootsOf(wanted, charts.names))
  const selectedCharts = charts.charts(closure.names)
  const ofCharts = selectedCharts.flatMap((chart) => (chart.selected ? chart.containers : []))
  const containers = containersOf(parts, selectImages(wanted, graph, ofCharts))
  const selected = containers.filter((container) => container.selected)
  const issues = [found, graph, charts, closure].flatMap((part) => part.issues)
  return {
    version,
    source: found.source,
    registry,
    platformChart,
    containers,
    charts: selectedCharts,
    levels: levelsOf(selected),
    unused: containers.filter((container) => !container.selected).map(({ image }) => image),
    ignored: found.ignoredDockerfiles,
    ignoredCharts: found.ignoredChartFiles.map(folderOf),
    externalBases: externalBasesOf(containers),
    repositories: repositoriesOf(selected, { registry, platformChart }),
    issues: sortIssues([...issues, ...neededIgnoredIssues(selected)]),
  }
}

function containersOf(parts: Parts, selected: ReadonlySet<string>): KaapanaContainer[] {
  const { graph, charts } = parts
  return [...graph.containers.keys()].sort().flatMap((image) => {
    const source = graph.containers.get(image)
    if (source === undefined) return []
    const { tag, dockerfile, localOnly, buildIgnore, version, args } = source
    const bases = graph.bases.get(image) ?? { local: [], external: [] }
    const generatedContext = charts.collections.has(image)
    const context = generatedContext ? packagedContext(parts, image) : folderOf(dockerfile)
    const made = { image, tag, dockerfile, context, generatedContext, localOnly, buildIgnore }
    const built = { version, bases: bases.local, externalBases: bases.external, args }
    const level = graph.levels.get(image) ?? 0
    const usedBy = charts.usedBy.get(image) ?? []
    return [{ ...made, ...built, level, selected: selected.has(image), usedBy }]
  })
}

/** Where packaging puts the charts that the image of a collection holds. */
function packagedContext({ found, options, platformChart }: Parts, image: string): string {
  const folder = options.packaged === undefined ? 'build' : resolve(options.packaged)
  const path = resolve(found.source, folder, platformChart, image)
  return relative(found.source, path).replaceAll(sep, '/')
}

function levelsOf(selected: readonly KaapanaContainer[]): string[][] {
  const height = Math.max(-1, ...selected.map(({ level }) => level)) + 1
  return Array.from({ length: height }, (_, level) =>
    selected.filter((container) => container.level === level).map(({ image }) => image),
  )
}

/** What is pushed below the registry; an image with a registry of its own is not. */
function repositoriesOf(
  selected: readonly KaapanaContainer[],
  { registry, platformChart }: { registry: string; platformChart: string },
): string[] {
  const pushed = selected.filter(
    ({ localOnly, tag, image }) => !localOnly && tag.startsWith(`${registry}/${image}:`),
  )
  return [...new Set([...pushed.map(({ image }) => image), platformChart])].sort()
}
