import { rename, writeFile } from 'node:fs/promises'
import { readModelFile } from '../forest/read-model-file.ts'
import { readTable } from '../forest/read-table.ts'
import { evaluateForest } from './evaluate-forest.ts'
import { renderReport } from './html/render.ts'
import type { EvaluationReport, EvaluationSettings } from './report.ts'

/** One evaluation of a model file on a table. */
export interface EvaluateFileInput {
  /** CSV table, see readTable. */
  data: string
  /** Model file. */
  model: string
  /** HTML report to write. */
  report: string
  /** Defaults: DEFAULT_EVALUATION_SETTINGS. */
  settings?: Partial<EvaluationSettings>
  signal?: AbortSignal
  onProgress?: (fraction: number, stage: string) => void
}

/**
 * Judges a model on the patients of a table that are held out of every training (split by patient)
 * and writes the HTML report.
 *
 * @throws TableError, ModelFileError, or RangeError where there are too few cases
 */
export async function evaluateFile(input: EvaluateFileInput): Promise<EvaluationReport> {
  const { signal, settings, onProgress = () => {} } = input
  const { model } = await readModelFile(input.model)
  const table = await readTable(input.data, {
    signal,
    onProgress: (fraction) => onProgress(fraction * 0.5, 'reading'),
  })
  onProgress(0.5, 'evaluating')
  const report = evaluateForest({ model, table, ...(settings && { settings }) })
  signal?.throwIfAborted()
  const partial = `${input.report}.partial`
  await writeFile(partial, renderReport(report))
  await rename(partial, input.report)
  onProgress(1, 'done')
  return report
}
