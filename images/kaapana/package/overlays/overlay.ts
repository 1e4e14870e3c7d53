import { KaapanaError } from '../../kaapana-error.ts'
import type { KaapanaChart, KaapanaPlan } from '../../kaapana-plan.ts'
import type { ChartFile, ChartTree } from '../chart-tree.ts'

/** What comes of an edit: the new text, why none is needed, or what is not as it should be. */
export type EditResult =
  | { readonly text: string }
  | { readonly unneeded: string }
  | { readonly mismatch: string }

/** A small, named change of one file of one chart. */
export interface Overlay {
  /** In kebab-case; the package's manifest names it. */
  readonly name: string
  /** What upstream assumes, and what it would break. */
  readonly reason: string
  /** Name of the chart. */
  readonly chart: string
  /** Path in the chart's folder. */
  readonly file: string
  /**
   * The file or its chart may be absent, as in other versions of Kaapana: then nothing is to be
   * changed.
   */
  readonly optional: boolean
  /**
   * True adds the file, which must not be there; `edit` is given an empty text.
   * @default false
   */
  readonly adds?: true
  /** Changes the file's text, if it is as expected. */
  readonly edit: (text: string) => EditResult
}

/** What became of an overlay. */
export interface OverlayOutcome {
  readonly name: string
  readonly chart: string
  readonly file: string
  readonly reason: string
  /** Absent where the chart was changed: why there was nothing to change. */
  readonly unneeded?: string
}

/** A chart's files with the overlays that are meant for it; `tryOverlays` has seen that they fit. */
export function overlaidTree(
  chart: KaapanaChart,
  tree: ChartTree,
  overlays: readonly Overlay[],
): ChartTree {
  const changed = new Map(tree)
  for (const overlay of overlays.filter((one) => one.chart === chart.name)) {
    const file = changed.get(overlay.file) ?? (overlay.adds && NEW_FILE)
    const result = file && overlay.edit(file.bytes.toString('utf8'))
    if (file && result && 'text' in result)
      changed.set(overlay.file, { ...file, bytes: Buffer.from(result.text) })
  }
  return changed
}

const NEW_FILE: ChartFile = { bytes: Buffer.alloc(0), executable: false }

/**
 * Tries every overlay on the charts of the plan, before anything is packaged.
 *
 * @throws {KaapanaError} all overlays that do not fit, each with what was expected
 */
export function tryOverlays(
  plan: KaapanaPlan,
  overlays: readonly Overlay[],
  read: (chart: KaapanaChart) => ChartTree,
): readonly OverlayOutcome[] {
  const problems: string[] = []
  const outcomes = overlays.map((overlay) => {
    const { name, chart, file, reason } = overlay
    const result = tryOverlay(overlay, plan, read)
    if ('mismatch' in result) problems.push(`overlay ${name}: ${result.mismatch}`)
    const unneeded = 'unneeded' in result ? { unneeded: result.unneeded } : {}
    return { name, chart, file, reason, ...unneeded }
  })
  if (problems.length === 0) return outcomes
  throw new KaapanaError(
    [`Overlays do not apply to this checkout (version ${plan.version}):`, ...problems].join('\n  '),
  )
}

function tryOverlay(
  { chart: name, file: path, optional, adds, edit }: Overlay,
  plan: KaapanaPlan,
  read: (chart: KaapanaChart) => ChartTree,
): EditResult {
  const chart = plan.charts.find((one) => one.name === name)
  if (chart === undefined) return absent(`there is no chart ${name}`, optional)
  const where = `${chart.path}/${path}`
  const file = read(chart).get(path)
  if (adds) return file === undefined ? edit('') : { mismatch: `there is a ${where} already` }
  if (file === undefined) return absent(`there is no ${where}`, optional)
  const result = edit(file.bytes.toString('utf8'))
  return 'mismatch' in result ? { mismatch: `${where}: ${result.mismatch}` } : result
}

function absent(what: string, optional: boolean): EditResult {
  return optional ? { unneeded: what } : { mismatch: what }
}
