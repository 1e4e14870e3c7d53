import { posix } from 'node:path'
import { KaapanaChartType } from '../kaapana-plan.ts'
import type { ChartSource } from './chart-source.ts'
import { type CheckoutFiles, readFolder, readText } from './checkout-files.ts'
import { firstImage, imageLines } from './image-lines.ts'
import type { ImageReference } from './image-reference.ts'
import { operatorImages } from './operator-images.ts'
import { readYaml } from './read-yaml.ts'
import { valuesImages } from './values-images.ts'

/** All images that a chart's files name. */
export function chartImages(
  files: CheckoutFiles,
  chart: ChartSource,
  registry: string,
): ImageReference[] {
  if (chart.runtimeOnly) return []
  const own = { registry, version: chart.version }
  const references = templateImages(files, chart, registry)
  if (chart.type === KaapanaChartType.ExtensionCollection) {
    const file = posix.join(chart.path, 'Chart.yaml')
    references.push({ ...own, image: chart.name, file, line: chart.nameLine })
  }
  const isWorkflow = chart.type === KaapanaChartType.Workflow
  if (!isWorkflow && chart.type !== KaapanaChartType.WorkflowV2) return references
  const values = readYaml(files, posix.join(chart.path, 'values.yaml'))
  if (values === undefined || Object.keys(values.value).length === 0) return references
  references.push(...valuesImages(files, chart, values).map((named) => ({ ...own, ...named })))
  if (!isWorkflow) return references
  for (const { version = chart.version, ...image } of operatorImages(files, parentOf(chart)))
    references.push({ registry, version, ...image })
  return references
}

/** Operators lie beside the chart. A chart at the top of the checkout has nothing beside it. */
function parentOf({ path }: ChartSource): string {
  return path === '.' ? path : posix.dirname(path)
}

function templateImages(
  files: CheckoutFiles,
  chart: ChartSource,
  registry: string,
): ImageReference[] {
  const valuesFile = posix.join(chart.path, 'values.yaml')
  const values = readText(files, valuesFile)
  const first = values === undefined ? undefined : firstImage(values)
  return ['templates', 'crds', '.'].flatMap((folder) => {
    const path = posix.join(chart.path, folder)
    return yamlFiles(files, path).flatMap((file) => {
      const text = file === valuesFile ? values : readText(files, file)
      return imageLines(text ?? '', first).map(({ value, line, fromValues }) => ({
        ...split(value, registry, chart.version),
        file: fromValues ? valuesFile : file,
        line,
      }))
    })
  })
}

function yamlFiles(files: CheckoutFiles, folder: string): string[] {
  return readFolder(files, folder)
    .filter((entry) => entry.name.endsWith('.yaml') && !entry.isDirectory())
    .map((entry) => posix.join(folder, entry.name))
}

/** The version that stands there does not count: a chart runs the images of its own version. */
function split(value: string, registry: string, version: string) {
  const reference = value
    .replaceAll('.Values.global.registry_url', () => registry)
    .replaceAll('.Values.global.kaapana_build_version', () => version)
  const slash = reference.lastIndexOf('/')
  const [image = ''] = reference.slice(slash + 1).split(':')
  return { registry: slash > 0 ? reference.slice(0, slash) : registry, image, version }
}
