import type { KaapanaChart, KaapanaContainer, KaapanaPlan } from '../kaapana-plan.ts'
import { criticalPath } from '../schedule/critical-path.ts'
import { selectedImages } from '../schedule/selected-images.ts'

/**
 * A plan as JSON for other programs: the same checkout gives the same text on any machine, wherever
 * it lies. Digests that are not there are null.
 */
export function planJson(plan: KaapanaPlan): string {
  const { version, registry, platformChart, levels, unused, ignored, issues } = plan
  const document = {
    version,
    registry,
    platformChart,
    containers: plan.containers.map(containerRow),
    charts: plan.charts.map(chartRow),
    levels,
    longestChain: criticalPath(selectedImages(plan), sameMinutes(plan)),
    unused,
    ignored,
    ignoredCharts: plan.ignoredCharts,
    externalBases: plan.externalBases,
    repositories: plan.repositories,
    issues,
  }
  return `${JSON.stringify(document, null, 2)}\n`
}

/** The same minute for every image: the longest chain of bases is the one of most images. */
export const sameMinutes = ({ containers }: KaapanaPlan): ReadonlyMap<string, number> =>
  new Map(containers.map(({ image }) => [image, 1]))

/** An image, with its keys in an order that does not change. */
function containerRow(container: KaapanaContainer): Record<string, unknown> {
  const { image, dockerfile, localOnly, bases, externalBases, level, selected } = container
  const { tag, context, generatedContext, buildIgnore, version, args, usedBy } = container
  const digest = container.digest ?? null
  const asked = { image, dockerfile, localOnly, bases, externalBases, level, selected, digest }
  return { ...asked, tag, context, generatedContext, buildIgnore, version, args, usedBy }
}

function chartRow(chart: KaapanaChart): Record<string, unknown> {
  const { name, path, type, dependencies, containers, selected } = chart
  const { version, collections, preinstall } = chart
  const asked = { name, path, type, dependencies, containers, selected }
  return { ...asked, version, collections, preinstall }
}
