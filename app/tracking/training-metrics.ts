import type { EvaluationReport, GroupFigures } from '../evaluation/report.ts'

/**
 * An evaluation as MLflow's metrics: those of all held-out stays by their bare names (`auc`), those
 * of a group below its dimension (`institution/ukhd/auc`), those of baselines below theirs. What
 * has too few cases is left out, as in the report.
 */
export function trainingMetrics(report: EvaluationReport): Record<string, number> {
  const baselines = report.baselines.map(({ name, ranking, calibration }) =>
    under(`baseline/${keyOf(name)}`, { auc: ranking.auc, brier: calibration?.brier }),
  )
  const groups = report.subgroups.map(({ dimension, group, figures }) =>
    under(`${dimension}/${keyOf(group)}`, groupMetrics(figures)),
  )
  return Object.assign(
    defined(groupMetrics(report.overall)),
    defined({ worst_subgroup_gap: report.worstSubgroup?.gap }),
    ...groups,
    ...baselines,
  )
}

/** MLflow takes letters, digits and `_-. :/` in names. */
const keyOf = (name: string): string => name.replaceAll(/[^\w.-]/g, '_')

type Figures = Record<string, number | null | undefined>

function groupMetrics(figures: GroupFigures): Figures {
  const { ranking, calibration } = figures
  return {
    stays: figures.rows,
    patients: figures.patients,
    readmitted: figures.positives,
    observed_rate: figures.observedRate,
    mean_probability: figures.meanProbability,
    auc: ranking?.auc,
    auc_low: ranking?.aucInterval.low,
    auc_high: ranking?.aucInterval.high,
    average_precision: ranking?.averagePrecision,
    brier: calibration?.brier,
    log_loss: calibration?.logLoss,
    expected_calibration_error: calibration?.expectedCalibrationError.frequency,
    calibration_slope: calibration?.recalibration?.slope,
    calibration_intercept: calibration?.recalibration?.intercept,
  }
}

const under = (prefix: string, figures: Figures): Record<string, number> =>
  Object.fromEntries(
    Object.entries(defined(figures)).map(([name, value]) => [`${prefix}/${name}`, value]),
  )

function defined(figures: Figures): Record<string, number> {
  const known = Object.entries(figures).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number' && Number.isFinite(entry[1]),
  )
  return Object.fromEntries(known)
}
