import { rmSync } from 'node:fs'
import { KaapanaError } from '../kaapana-error.ts'
import { KaapanaChartType, type KaapanaPlan } from '../kaapana-plan.ts'
import { readChartTree } from './chart-tree.ts'
import { type CheckoutFacts, checkoutFacts } from './checkout-facts.ts'
import { type ChartChange, chartComposer, platformOf } from './compose-charts.ts'
import { type HelmFindings, verifyWithHelm } from './helm-check.ts'
import { outputFolder, replaceOutput, writeBeside } from './output-folder.ts'
import { EKS_OVERLAYS } from './overlays/eks.ts'
import { type Overlay, overlaidTree, tryOverlays } from './overlays/overlay.ts'
import { packageCharts } from './package-charts.ts'
import {
  MANIFEST,
  type PackageManifest,
  PackageTarget,
  packageManifest,
} from './package-manifest.ts'
import { platformValues } from './platform-values.ts'

/** How to package. */
export interface PackageOptions {
  /** Folder to write: empty, absent, or written by packaging before. In the checkout only its `build`. */
  readonly output: string
  /** What the charts are to run on. */
  readonly target: PackageTarget
  /**
   * Helm's command, to check the archives with.
   * @default none: they are not checked
   */
  readonly helm?: string
  /** Called with how far it is, from 0 to 1, and what is being done. */
  readonly onProgress?: (fraction: number, stage: string) => void
}

/** What was packaged. */
export interface PackagedKaapana {
  /** Absolute path of the folder. */
  readonly output: string
  readonly manifest: PackageManifest
  /** What Helm says of the archives; absent where it was not asked. */
  readonly helm?: HelmFindings
}

/** Overlays of a target, in the order they are applied. */
const OVERLAYS: Readonly<Record<PackageTarget, readonly Overlay[]>> = {
  [PackageTarget.Microk8s]: [],
  [PackageTarget.Eks]: EKS_OVERLAYS,
}

/**
 * Copies and packages the platform's chart and the charts of its extension collections as the
 * checkout's own build tool does, into a folder laid out as that tool's build folder. The same
 * commit gives the same bytes.
 *
 * @throws {KaapanaError} before anything is written: an unknown target, an output that is not ours,
 *   a chart that is missing or cannot be packaged, an overlay that does not fit
 */
export async function packageKaapana(
  plan: KaapanaPlan,
  { output: wanted, target, helm, onProgress = () => {} }: PackageOptions,
): Promise<PackagedKaapana> {
  const overlays = overlaysOf(target)
  const output = outputFolder(wanted, plan.source)
  const checkout = checkoutFacts(plan.source)
  onProgress(0, 'trying overlays')
  const outcomes = tryOverlays(plan, overlays, (chart) => readChartTree(plan.source, chart.path))
  const { files, archives } = await packageCharts(plan, {
    composer: chartComposer(plan, chartChange(plan, overlays, checkout)),
    seconds: checkout.committed,
    onProgress: (fraction, chart) => onProgress(0.1 + fraction * 0.6, `packaging ${chart}`),
  })
  const manifest = packageManifest(plan, archives, { target, checkout, overlays: outcomes })
  const text = `${JSON.stringify(manifest, null, 2)}\n`
  const all = new Map(files).set(MANIFEST, { bytes: Buffer.from(text), executable: false })
  onProgress(0.7, 'writing')
  const beside = writeBeside(output, all, checkout.committed)
  try {
    onProgress(0.8, 'checking with Helm')
    const findings =
      helm === undefined
        ? undefined
        : verifyWithHelm({ helm, folder: beside, source: plan.source, manifest })
    replaceOutput(beside, output)
    return { output, manifest, ...(findings ? { helm: findings } : {}) }
  } finally {
    rmSync(beside, { recursive: true, force: true })
  }
}

function overlaysOf(target: string): readonly Overlay[] {
  if (Object.hasOwn(OVERLAYS, target)) return OVERLAYS[target as PackageTarget]
  throw new KaapanaError(
    `Target ${JSON.stringify(target)} is not known: give ${Object.values(PackageTarget).join(' or ')}`,
  )
}

function chartChange(
  plan: KaapanaPlan,
  overlays: readonly Overlay[],
  checkout: CheckoutFacts,
): ChartChange {
  const { version } = platformOf(plan)
  return (chart, tree) => {
    const overlaid = overlaidTree(chart, tree, overlays)
    if (chart.type !== KaapanaChartType.Platform) return overlaid
    const { collections, preinstall } = chart
    const values = overlaid.get('values.yaml')?.bytes.toString('utf8') ?? ''
    const told = platformValues(values, { version, collections, preinstall, checkout })
    return new Map(overlaid).set('values.yaml', { bytes: Buffer.from(told), executable: false })
  }
}
