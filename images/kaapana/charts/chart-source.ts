import type { KaapanaChart } from '../kaapana-plan.ts'

/** A chart as its own files describe it, before it is known which images it runs. */
export interface ChartSource extends Omit<KaapanaChart, 'containers' | 'selected'> {
  /** Line of its name in Chart.yaml. */
  readonly nameLine: number
  /** Delivered with an image and installed at run time: its own files name no image to build. */
  readonly runtimeOnly: boolean
}

/** Another chart, as a file names it. */
export interface ChartReference {
  readonly name: string
  /** Demanded version; absent for whichever one the checkout has. */
  readonly version?: string
  readonly file: string
  readonly line: number
}

/** A chart whose references to other charts are still to be looked up. */
export interface ChartDraft
  extends Omit<ChartSource, 'dependencies' | 'collections' | 'preinstall'> {
  readonly dependencies: readonly ChartReference[]
  readonly collections: readonly ChartReference[]
  readonly preinstall: readonly ChartReference[]
}
