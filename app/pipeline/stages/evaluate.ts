import { evaluateFile } from '../../evaluation/evaluate-file.ts'
import type { EvaluationReport } from '../../evaluation/report.ts'
import type { StageResult } from '../stage.ts'
import type { StageContext } from '../stage-context.ts'
import { writeJson } from '../write-whole.ts'

/** Judges the model on the patients held out of training: report, figures, and all that led to them. */
export async function evaluate(context: StageContext): Promise<StageResult> {
  const { files, parameters, signal, onProgress } = context
  const report = await evaluateFile({
    data: files.table,
    model: files.model,
    report: files.report,
    settings: parameters.evaluate,
    ...(signal && { signal }),
    onProgress,
  })
  const figures = figuresOf(report)
  await writeJson(files.evaluation, report)
  await writeJson(files.metrics, figures)
  const { evaluation, metrics, report: page } = files
  return { stage: 'evaluate', outputs: { evaluation, metrics, report: page }, figures }
}

function figuresOf({ overall, worstSubgroup }: EvaluationReport): Record<string, number> {
  const { ranking, calibration } = overall
  const figures = {
    heldOutStays: overall.rows,
    readmitted: overall.positives,
    auc: ranking?.auc,
    averagePrecision: ranking?.averagePrecision,
    brier: calibration?.brier,
    calibrationSlope: calibration?.recalibration?.slope,
    worstSubgroupGap: worstSubgroup?.gap,
  }
  const known = Object.entries(figures).filter(([, value]) => value !== undefined)
  return Object.fromEntries(known) as Record<string, number>
}
