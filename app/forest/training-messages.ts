import type { ForestSettings } from './forest-settings.ts'
import type { ReadmissionTable } from './readmission-table.ts'
import type { TableProblem } from './table-error.ts'
import type { ModelLabels, TrainedModel, TrainingProgress } from './training.ts'

/** What the training worker is started with. */
export interface TrainingOrder {
  /** A table, or the path of a CSV file that the worker reads itself. */
  source: { table: ReadmissionTable } | { csv: string }
  settings: ForestSettings
  labels: ModelLabels
}

/** What the training worker reports. */
export type TrainingMessage =
  | { kind: 'progress'; progress: TrainingProgress }
  | { kind: 'done'; model: TrainedModel }
  | { kind: 'failed'; failure: TrainingFailure }

/** An error as it crosses the thread: classes do not. */
export interface TrainingFailure {
  name: string
  message: string
  stack: string
  table?: { missingColumns: string[]; problems: TableProblem[]; badRows: number }
}
