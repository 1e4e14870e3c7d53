import { withBases } from './containers/closure.ts'
import type { ContainerGraph } from './containers/plan-containers.ts'
import { KaapanaError } from './kaapana-error.ts'
import { nearestNames } from './nearest-names.ts'

/** What a caller may ask for in place of the platform. */
export interface Wanted {
  readonly platformChart: string
  readonly images: readonly string[]
  readonly charts: readonly string[]
}

/** Charts to start from: those that the caller names, otherwise the platform's. */
export function rootsOf(wanted: Wanted, known: readonly string[]): readonly string[] {
  const { platformChart, images, charts } = wanted
  if (charts.length > 0) {
    for (const chart of charts) refuseUnknown('charts', chart, known)
    return charts
  }
  // Images can be built from a checkout that has no platform.
  if (images.length > 0 && !known.includes(platformChart)) return []
  refuseUnknown('platformChart', platformChart, known)
  return [platformChart]
}

/**
 * Images to build: those that the caller names and those of the charts that the caller names,
 * otherwise the platform's; all with the images that they are built from, at any depth.
 * @throws KaapanaError for an image that is not known
 */
export function selectImages(
  { images, charts }: Wanted,
  { containers, bases }: ContainerGraph,
  ofCharts: Iterable<string>,
): ReadonlySet<string> {
  for (const image of images) refuseUnknown('images', image, [...containers.keys()])
  const named = images.length > 0 && charts.length === 0 ? images : [...images, ...ofCharts]
  return withBases(named, bases)
}

function refuseUnknown(option: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return
  const near = nearestNames(name, known)
  const hint =
    near.length > 0 ? `did you mean ${near.join(', ')}?` : `the checkout has ${known.length}`
  const what = option === 'images' ? 'image' : 'chart'
  throw new KaapanaError(`${option}: the checkout has no ${what} "${name}"; ${hint}`)
}
