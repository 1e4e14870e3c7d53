import {
  atCapacity,
  auc,
  aucInterval,
  averagePrecision,
  brier,
  CAPACITY_SHARES,
  expectedCalibrationError,
  type Labels,
  logLoss,
  recalibration,
} from './metrics.ts'
import type {
  CalibrationFigures,
  EvaluationSettings,
  GroupFigures,
  RankingFigures,
} from './report.ts'

/** Stays with their predictions, one entry a stay. */
export interface ScoredRows {
  labels: Labels
  patient: Int32Array
  /** What ranks. */
  score: Float64Array
  /** Calibrated probability. */
  probability: Float64Array
}

/** The rows at `indexes`. */
export function selectRows(rows: ScoredRows, indexes: Uint32Array): ScoredRows {
  const at = (row: number): number => indexes[row] as number
  const length = indexes.length
  return {
    labels: Uint8Array.from({ length }, (_, row) => rows.labels[at(row)] as number),
    patient: Int32Array.from({ length }, (_, row) => rows.patient[at(row)] as number),
    score: Float64Array.from({ length }, (_, row) => rows.score[at(row)] as number),
    probability: Float64Array.from({ length }, (_, row) => rows.probability[at(row)] as number),
  }
}

/** Ranking figures; rows of both outcomes are needed. */
export function rankingFigures(
  rows: Pick<ScoredRows, 'labels' | 'patient' | 'score'>,
  settings: EvaluationSettings,
): RankingFigures {
  const { labels, patient, score } = rows
  return {
    auc: auc(labels, score),
    aucInterval: aucInterval({ labels, patient, scores: score }, settings),
    averagePrecision: averagePrecision(labels, score),
    capacity: CAPACITY_SHARES.map((share) => atCapacity(labels, score, share)),
  }
}

/** Calibration figures of at least one row. */
export function calibrationFigures(labels: Labels, probability: Float64Array): CalibrationFigures {
  return {
    brier: brier(labels, probability),
    logLoss: logLoss(labels, probability),
    expectedCalibrationError: {
      frequency: expectedCalibrationError(labels, probability),
      width: expectedCalibrationError(labels, probability, { binning: 'width' }),
    },
    recalibration: recalibration(labels, probability),
  }
}

const mean = (column: ArrayLike<number>): number | null => {
  if (column.length === 0) return null
  let total = 0
  for (let i = 0; i < column.length; i++) total += column[i] as number
  return total / column.length
}

/** Why these rows are too few for figures, or null. */
function tooFew(positives: number, negatives: number, minCases: number): string | null {
  if (Math.min(positives, negatives) >= minCases) return null
  const which = positives <= negatives ? `${positives} readmitted` : `${negatives} not readmitted`
  return `${which} of ${positives + negatives} stays: at least ${minCases} are needed`
}

/** All figures of a group of rows; ranking and calibration are null where cases are too few. */
export function groupFigures(rows: ScoredRows, settings: EvaluationSettings): GroupFigures {
  const positives = rows.labels.reduce((a, b) => a + b, 0)
  const missing = tooFew(positives, rows.labels.length - positives, settings.minCases)
  return {
    rows: rows.labels.length,
    patients: new Set(rows.patient).size,
    positives,
    observedRate: mean(rows.labels),
    meanProbability: mean(rows.probability),
    ranking: missing ? null : rankingFigures(rows, settings),
    calibration: missing ? null : calibrationFigures(rows.labels, rows.probability),
    missing,
  }
}
