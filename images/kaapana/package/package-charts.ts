import type { KaapanaPlan } from '../kaapana-plan.ts'
import type { ChartFile, ChartTree } from './chart-tree.ts'
import { type ChartComposer, platformOf } from './compose-charts.ts'
import { type ChartArchive, packageChart } from './helm-archive.ts'
import type { PackagedArchives } from './package-manifest.ts'

/** Everything that packaging makes of charts. */
export interface PackagedCharts {
  /** All files, by their paths in the output folder. */
  readonly files: ReadonlyMap<string, ChartFile>
  readonly archives: PackagedArchives
}

/** How to put charts together. */
export interface PackagingRun {
  readonly composer: ChartComposer
  /** Time of everything in the archives, in seconds since 1970. */
  readonly seconds: number
  /** Called with how far it is, from 0 to 1, and the chart that is being packaged. */
  readonly onProgress: (fraction: number, stage: string) => void
}

/**
 * The layout of the build tool's own build folder: the platform's chart and each extension
 * collection as folders with all their charts, the platform's archive beside them, and the archives
 * of a collection's charts in its `charts`, where the Dockerfile of its image takes them from.
 */
export async function packageCharts(plan: KaapanaPlan, run: PackagingRun): Promise<PackagedCharts> {
  const platform = platformOf(plan)
  const root = platform.name
  const files = new Map<string, ChartFile>()
  const platformTree = run.composer.compose(platform.name)
  place(files, `${root}/${platform.name}`, platformTree)
  const folders = new Map<string, string>()
  const collections = new Map<string, ChartArchive>()
  for (const name of platform.collections) {
    const folder = `${root}/${name}`
    folders.set(name, folder)
    place(files, folder, run.composer.compose(name))
    for (const archive of await packageMembers(plan, name, run))
      collections.set(`${folder}/charts/${archive.file}`, archive)
  }
  const archive = await packageChart(platformTree, run.seconds)
  const chart = [`${root}/${archive.file}`, archive] as const
  for (const [path, { bytes }] of [chart, ...collections])
    files.set(path, { bytes, executable: false })
  return { files, archives: { chart, collections, folders } }
}

async function packageMembers(
  plan: KaapanaPlan,
  collection: string,
  { composer, seconds, onProgress }: PackagingRun,
): Promise<ChartArchive[]> {
  const chart = plan.charts.find(({ name }) => name === collection)
  const members = [...(chart?.dependencies ?? [])].sort()
  const archives: ChartArchive[] = []
  for (const [index, name] of members.entries()) {
    onProgress(index / members.length, name)
    archives.push(await packageChart(composer.compose(name), seconds))
  }
  return archives
}

function place(files: Map<string, ChartFile>, folder: string, tree: ChartTree): void {
  for (const [path, file] of tree) files.set(`${folder}/${path}`, file)
}
