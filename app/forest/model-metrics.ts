import { evaluateModel } from '../evaluation/evaluate.ts'
import { auc, brier, logLoss } from '../evaluation/metrics.ts'
import type { EvaluationReport, GroupFigures } from '../evaluation/report.ts'
import { calibrate } from './calibration.ts'
import { FEATURES, type Feature } from './features.ts'
import type { GroupMetrics, ModelManifest, ModelMetrics } from './model-schema.ts'
import { createPredictor, type ServedModel } from './predictor.ts'
import type { ReadmissionTable } from './readmission-table.ts'
import { riskLevel } from './risk-level.ts'

/** A model on the way to its file, and what it is to be judged by. */
export interface Candidate {
  model: ServedModel
  identity: Pick<ModelManifest, 'name' | 'version' | 'fingerprint'>
  table: ReadmissionTable
  heldOut: Uint32Array
  /** Out-of-bag scores of the training stays and their outcomes. */
  outOfBag: { scores: Float64Array; labels: Uint8Array }
}

/**
 * Judges a candidate on the held-out stays. Resamples for the intervals are fewer on large tables,
 * where the interval is narrow anyway.
 * Throws RangeError for fewer than 20 held-out stays of either outcome.
 */
export function measureModel(candidate: Candidate): ModelMetrics {
  const { table, heldOut, model, outOfBag } = candidate
  const { calibration, thresholds } = model.manifest
  const score = createPredictor(model).scoreMany(takeColumns(table, heldOut))
  const probability = score.map((value) => calibrate(calibration, value))
  const order = { LOW: 0, MEDIUM: 1, HIGH: 2 }
  const report = evaluateModel({
    table,
    heldOut,
    training: null,
    score,
    probability,
    level: Uint8Array.from(probability, (value) => order[riskLevel(thresholds, value)]),
    model: { ...candidate.identity, sha256: '', settings: {}, card: null },
    data: { fingerprint: candidate.identity.fingerprint, split: 'by patient' },
    settings: { resamples: Math.min(500, Math.max(50, Math.floor(1e7 / heldOut.length))) },
  })
  const labels = Uint8Array.from(heldOut, (row) => table.readmitted[row] as number)
  return {
    ...overallMetrics(report),
    outOfBagAuc: round(auc(outOfBag.labels, outOfBag.scores)),
    calibrations: calibrationsOf(model, score, labels),
  }
}

/** The features of some rows of a table. */
export function takeColumns(
  table: ReadmissionTable,
  rows: Uint32Array,
): Record<Feature, Uint16Array> {
  return Object.fromEntries(
    FEATURES.map((feature) => [
      feature,
      Uint16Array.from(rows, (row) => table.features[feature][row] as number),
    ]),
  ) as Record<Feature, Uint16Array>
}

/** A report's figures as a model card holds them. */
export function overallMetrics(
  report: EvaluationReport,
): Omit<ModelMetrics, 'outOfBagAuc' | 'calibrations'> {
  const { ranking, calibration } = report.overall
  return {
    ...metricsOf(report.overall),
    averagePrecision: roundOrNull(ranking?.averagePrecision),
    logLoss: roundOrNull(calibration?.logLoss),
    calibrationSlope: roundOrNull(calibration?.recalibration?.slope),
    calibrationIntercept: roundOrNull(calibration?.recalibration?.interceptAtSlopeOne),
    levels: report.levels.map(({ level, rows, share, observedRate }) => ({
      level,
      stays: rows,
      share: round(share),
      observedRate: roundOrNull(observedRate),
    })),
    subgroups: report.subgroups.map(({ dimension, group, figures }) => ({
      by: dimension,
      group,
      ...metricsOf(figures),
    })),
  }
}

function metricsOf(figures: GroupFigures): GroupMetrics {
  const { ranking, calibration } = figures
  return {
    stays: figures.rows,
    patients: figures.patients,
    readmitted: figures.positives,
    observedRate: roundOrNull(figures.observedRate),
    meanProbability: roundOrNull(figures.meanProbability),
    auc: roundOrNull(ranking?.auc),
    aucInterval: ranking
      ? { low: round(ranking.aucInterval.low), high: round(ranking.aucInterval.high) }
      : null,
    brier: roundOrNull(calibration?.brier),
    expectedCalibrationError: roundOrNull(calibration?.expectedCalibrationError.frequency),
  }
}

/** Both ways of calibrating on the same stays, for the record. */
export function calibrationsOf(
  { manifest: { calibration } }: ServedModel,
  scores: Float64Array,
  labels: Uint8Array,
): ModelMetrics['calibrations'] {
  const methods = calibration.isotonic ? (['prior', 'isotonic'] as const) : (['prior'] as const)
  return methods.map((method) => {
    const probabilities = scores.map((score) => calibrate(calibration, score, method))
    const sum = probabilities.reduce((total, value) => total + value, 0)
    return {
      method,
      meanProbability: round(sum / probabilities.length),
      brier: round(brier(labels, probabilities)),
      logLoss: round(logLoss(labels, probabilities)),
    }
  })
}

const round = (value: number): number => Number(value.toFixed(6))

const roundOrNull = (value: number | null | undefined): number | null =>
  value === null || value === undefined ? null : round(value)
