import type {
  CapacityFigures,
  Interval,
  LevelRate,
  ReliabilityBin,
  RocPoint,
  ThresholdFigures,
} from './metrics.ts'

/** Which model was evaluated, as its file says. */
export interface ModelIdentity {
  name: string
  version: string
  /** SHA-256 of the model file's content, hexadecimal. */
  sha256: string
  /** Training settings worth printing (trees, depth, seed, calibration and so on). */
  settings: Readonly<Record<string, string | number | boolean>>
  /** The model card, or null where the file has none. */
  card: Readonly<Record<string, unknown>> | null
}

/** Which rows it was evaluated on. */
export interface DataIdentity {
  /** Fingerprint of the whole table, as the model file or the command names it. */
  fingerprint: string
  /** How the rows were held out, in words, e.g. "20 % of the patients, seed 42". */
  split: string
  /** SHA-256 over the held-out rows; two reports are comparable only where it is equal. */
  heldOutSha256: string
}

/** How well scores rank. */
export interface RankingFigures {
  auc: number
  /** Bootstrap interval of the AUC, resampled by patient. */
  aucInterval: Interval
  averagePrecision: number
  capacity: CapacityFigures[]
}

/** How well probabilities fit what happened. */
export interface CalibrationFigures {
  brier: number
  logLoss: number
  /** Expected calibration error over 10 bins of equal frequency, and of equal width. */
  expectedCalibrationError: { frequency: number; width: number }
  /** Recalibration line; null where there is none (see `recalibration`). */
  recalibration: { slope: number; intercept: number; interceptAtSlopeOne: number } | null
}

/** Figures of the stays of one group, or of all. */
export interface GroupFigures {
  rows: number
  patients: number
  positives: number
  /** Share of positives and mean predicted probability; null without rows. */
  observedRate: number | null
  meanProbability: number | null
  /** Null where there are too few cases; `missing` then says why. */
  ranking: RankingFigures | null
  calibration: CalibrationFigures | null
  missing: string | null
}

/** What the stays are divided by. */
export type Dimension = 'institution' | 'gender' | 'age'

/** Figures of one group of a dimension. */
export interface Subgroup {
  dimension: Dimension
  /** An institution id, `female`, `male`, or an age range such as `40-59`. */
  group: string
  figures: GroupFigures
}

/** A simpler predictor on the same rows. */
export interface Baseline {
  name: 'threshold rule' | 'logistic regression'
  description: string
  ranking: RankingFigures
  /** Null for the rule, whose score is no probability. */
  calibration: CalibrationFigures | null
  roc: RocPoint[]
  /** Observed rate per level; null for a baseline without levels. */
  levels: LevelRate[] | null
}

/** The group whose AUC lies farthest below the overall one, among those with enough cases. */
export interface WorstSubgroup {
  dimension: Dimension
  group: string
  auc: number
  /** Overall AUC minus the group's; negative where every group is above. */
  gap: number
}

/** Something a reader must know before believing the figures. */
export interface EvaluationWarning {
  kind: 'leakage' | 'few cases'
  text: string
}

/** Rows by predicted probability in bins of equal width. */
export interface ProbabilityHistogram {
  /** Upper edge of the last bin; the first begins at 0. */
  max: number
  rows: number[]
}

/** Everything measured on the held-out stays of one model. Plain JSON. */
export interface EvaluationReport {
  /** Version of this shape. */
  schema: 1
  model: ModelIdentity
  data: DataIdentity
  overall: GroupFigures
  subgroups: Subgroup[]
  worstSubgroup: WorstSubgroup | null
  roc: RocPoint[]
  reliability: ReliabilityBin[]
  /** Stays of similar probability, narrower than `reliability`: what backs a single answer. */
  similar: ReliabilityBin[]
  histogram: ProbabilityHistogram
  levels: LevelRate[]
  thresholds: ThresholdFigures[]
  baselines: Baseline[]
  warnings: EvaluationWarning[]
  settings: EvaluationSettings
}

/** Choices an evaluation depends on; all are printed with the report. */
export interface EvaluationSettings {
  /** Fewer readmitted (or not readmitted) stays than this give no figure. @default 20 */
  minCases: number
  /** Bootstrap resamples. @default 500 */
  resamples: number
  /** Seed of the bootstrap. @default 42 */
  seed: number
  /**
   * An AUC above this is reported as probable leakage. Five coarse features reach about .63 on
   * hospital data; scores built on many more, such as LACE (van Walraven 2010, .68) and HOSPITAL
   * (Donzé 2013, .72), hardly pass .70.
   *
   * @default 0.68
   */
  leakageBound: number
  /** Thresholds of the table, as multiples of the observed rate. @default 0.5, 0.75, 1, 1.5, 2, 3 */
  thresholdMultiples: readonly number[]
}

export const DEFAULT_EVALUATION_SETTINGS: EvaluationSettings = {
  minCases: 20,
  resamples: 500,
  seed: 42,
  leakageBound: 0.68,
  thresholdMultiples: [0.5, 0.75, 1, 1.5, 2, 3],
}
