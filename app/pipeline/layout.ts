import { join } from 'node:path'

/** Names of the files of one run, in its folder; dvc.yaml names the same ones. */
export const LAYOUT = {
  /** Folder of what came in: tables, or FHIR files in one folder an institution. */
  extract: 'extract',
  validation: 'validation.json',
  table: 'table.csv',
  model: 'model.json',
  evaluation: 'evaluation.json',
  /** The few figures that `dvc metrics` compares. */
  metrics: 'metrics.json',
  report: 'report.html',
  card: 'card.md',
  registered: 'registered.json',
} as const

/** Folder of a run, unless told otherwise. */
export const DEFAULT_FOLDER = '.pipeline'

/** Paths of the files of one run. */
export type Layout = Readonly<Record<keyof typeof LAYOUT, string>>

/** The files of the run in `folder`. */
export const layoutOf = (folder: string): Layout =>
  Object.fromEntries(
    Object.entries(LAYOUT).map(([name, file]) => [name, join(folder, file)]),
  ) as Layout
