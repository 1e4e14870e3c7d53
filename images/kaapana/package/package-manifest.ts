import { createHash } from 'node:crypto'
import type { KaapanaPlan } from '../kaapana-plan.ts'
import type { CheckoutFacts } from './checkout-facts.ts'
import type { ChartArchive } from './helm-archive.ts'
import type { OverlayOutcome } from './overlays/overlay.ts'

/** Name of the manifest in the output folder; a folder that has it was written by packaging. */
export const MANIFEST = 'kaapana-package.json'

/** Marks a manifest as one of ours. */
export const MANIFEST_KIND = 'dataspace/kaapana-package'

/** What the charts are packaged for: what upstream supports, or Amazon EKS. */
export const PackageTarget = { Microk8s: 'microk8s', Eks: 'eks' } as const
export type PackageTarget = (typeof PackageTarget)[keyof typeof PackageTarget]

/** A packaged chart's file. */
export interface PackagedChart {
  readonly name: string
  readonly version: string
  /** Path relative to the output folder. */
  readonly file: string
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string
}

/** An image that packaging makes the context of. */
export interface PackagedContext {
  readonly image: string
  readonly tag: string
  /** Relative to the checkout. */
  readonly dockerfile: string
  /** Relative to the output folder. */
  readonly context: string
}

/** What a folder written by packaging has in it; kaapana-package.json. */
export interface PackageManifest {
  readonly kind: typeof MANIFEST_KIND
  readonly version: string
  readonly target: PackageTarget
  /** The checkout's commit. */
  readonly commit: string
  readonly overlays: readonly OverlayOutcome[]
  /** The chart to push. */
  readonly chart: PackagedChart
  /** Charts that the extension collections' images carry, by file. */
  readonly collectionCharts: readonly PackagedChart[]
  readonly contexts: readonly PackagedContext[]
}

/** Charts as packaged, by their paths in the output folder. */
export interface PackagedArchives {
  readonly chart: readonly [path: string, archive: ChartArchive]
  readonly collections: ReadonlyMap<string, ChartArchive>
  /** Folders of the collections, by name of the collection. */
  readonly folders: ReadonlyMap<string, string>
}

/** Writes down what is packaged. */
export function packageManifest(
  plan: KaapanaPlan,
  archives: PackagedArchives,
  made: { target: PackageTarget; checkout: CheckoutFacts; overlays: readonly OverlayOutcome[] },
): PackageManifest {
  const contexts = plan.containers.flatMap(({ image, tag, dockerfile }) => {
    const context = archives.folders.get(image)
    return context === undefined ? [] : [{ image, tag, dockerfile, context }]
  })
  return {
    kind: MANIFEST_KIND,
    version: archives.chart[1].version,
    target: made.target,
    commit: made.checkout.commit,
    overlays: made.overlays,
    chart: packagedChart(...archives.chart),
    collectionCharts: [...archives.collections].map(([path, one]) => packagedChart(path, one)),
    contexts,
  }
}

function packagedChart(file: string, { name, version, bytes }: ChartArchive): PackagedChart {
  return { name, version, file, sha256: createHash('sha256').update(bytes).digest('hex') }
}
