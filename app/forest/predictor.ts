import type { Level } from '../evaluation/metrics.ts'
import { calibrate } from './calibration.ts'
import { type CompiledForest, compileForest, LEAF_WIDTH } from './compiled-forest.ts'
import { ExplanationMemo } from './explanation-memo.ts'
import { FEATURE_BOUNDS, FEATURES, type Feature, type FeatureRow } from './features.ts'
import type { Forest } from './forest.ts'
import { explainCodes, scoreCodes, scoreColumns, voteCodes } from './forest-walk.ts'
import type { ModelManifest } from './model-schema.ts'
import { riskLevel } from './risk-level.ts'

/** What one feature added to a prediction, compared with knowing nothing of the patient. */
export interface Contribution {
  feature: Feature
  /** The value given; null where gender is unknown. */
  value: number | null
  /** Added to the score. With the baseline's score, all of them sum to the score. */
  score: number
  /** The same on the scale of the probability. */
  probability: number
}

/** A prediction and its explanation. */
export interface ForestPrediction {
  /** Class-balanced score, 0 to 1: ranks patients, and is not a probability. */
  score: number
  /** Calibrated probability of readmission within 30 days. */
  probability: number
  level: Level
  /** max(score, 1 - score): how far the score is from undecided, 0.5 to 1. */
  confidence: number
  /** What would be predicted with nothing known. */
  baseline: { score: number; probability: number }
  /** One entry a feature, the largest first by absolute score. */
  contributions: Contribution[]
}

/** The parts of a model that serving needs. */
export interface ServedModel {
  forest: Forest
  manifest: Pick<ModelManifest, 'calibration' | 'maleShare' | 'thresholds'>
}

/** A model ready to serve. */
export interface Predictor {
  /** Class-balanced score of a feature vector in the order of FEATURES. */
  score(vector: ArrayLike<number>): number
  /** Calibrated probability for a score. */
  probability(score: number): number
  /** Score, probability, level and contributions of one stay. */
  predict(row: FeatureRow): ForestPrediction
  /** Class-balanced scores of many stays, given as one column a feature. */
  scoreMany(columns: Readonly<Record<Feature, ArrayLike<number>>>): Float64Array
  /** The class that `predict` of ml-random-forest's RandomForestClassifier gives: hard votes. */
  votes(vector: ArrayLike<number>): 0 | 1
}

/**
 * Makes a predictor of a model. All its functions throw RangeError for values out of
 * FEATURE_BOUNDS or not whole.
 *
 * Contributions follow the path (Saabas 2014): a step's change of node value belongs to the feature
 * it tested. They sum to score - baseline exactly. Their probabilities are the scores times
 * (probability - baseline probability) / (score - baseline score), one factor for all, which keeps
 * the sum and the order. Where gender is unknown, score and contributions are the averages of both
 * genders, weighted by their shares in training; the probability is that of the averaged score.
 */
export function createPredictor(
  model: ServedModel,
  compiled: CompiledForest = compileForest(model.forest),
): Predictor {
  const { calibration } = model.manifest
  const codes = new Int32Array(FEATURES.length)
  const explain = createExplainer(compiled, model.manifest.maleShare)
  const baseline = {
    score: compiled.baseline,
    probability: calibrate(calibration, compiled.baseline),
  }
  return {
    score: (vector) => scoreCodes(compiled, encode(compiled, vector, codes)),
    votes: (vector) => voteCodes(compiled, encode(compiled, vector, codes)),
    probability: (score) => calibrate(calibration, score),
    scoreMany: (columns) => scoreColumns(compiled, encodeColumns(compiled, columns)),
    predict(row) {
      const { memo, start } = explain(row)
      const score = memo.read(start)
      const probability = calibrate(calibration, score)
      const difference = score - baseline.score
      const factor =
        Math.abs(difference) < 1e-12 ? 0 : (probability - baseline.probability) / difference
      return {
        score,
        probability,
        level: riskLevel(model.manifest.thresholds, probability),
        confidence: Math.max(score, 1 - score),
        baseline: { score: baseline.score, probability: baseline.probability },
        contributions: FEATURES.map((feature, index) => {
          const contribution = memo.read(start + 1 + index)
          return {
            feature,
            value: row[feature],
            score: contribution,
            probability: contribution * factor,
          }
        }).sort((a, b) => Math.abs(b.score) - Math.abs(a.score)),
      }
    },
  }
}

/** Finds or computes what a row's codes explain to, and says where the memo keeps it. */
function createExplainer(
  compiled: CompiledForest,
  maleShare: number,
): (row: FeatureRow) => { memo: ExplanationMemo; start: number } {
  const memo = new ExplanationMemo()
  const codes = new Int32Array(FEATURES.length)
  const sums = new Float64Array(LEAF_WIDTH)
  const vector = new Float64Array(FEATURES.length)
  const gender = FEATURES.indexOf('gender_encoded')
  return (row) => {
    for (let i = 0; i < FEATURES.length; i++) vector[i] = row[FEATURES[i] as Feature] ?? 0
    encode(compiled, vector, codes)
    const isKnown = row.gender_encoded !== null
    let key = isKnown ? 1 : 0
    for (let i = 0; i < codes.length; i++) {
      key = key * (compiled.codes[i] as number) + (codes[i] as number)
    }
    const found = memo.find(key)
    if (found >= 0) return { memo, start: found }
    sums.fill(0)
    if (isKnown) explainCodes(compiled, codes, { sums, weight: 1 })
    else {
      for (const [value, weight] of [[0, 1 - maleShare] as const, [1, maleShare] as const]) {
        codes[gender] = compiled.codeOf[gender]?.[value] ?? 0
        explainCodes(compiled, codes, { sums, weight })
      }
    }
    return { memo, start: memo.keep(key, sums) }
  }
}

function encode(
  compiled: CompiledForest,
  vector: ArrayLike<number>,
  codes: Int32Array,
): Int32Array {
  for (let i = 0; i < codes.length; i++) {
    const code = compiled.codeOf[i]?.[vector[i] as number]
    codes[i] = code ?? refuse(FEATURES[i] as Feature, vector[i])
  }
  return codes
}

function encodeColumns(
  compiled: CompiledForest,
  columns: Readonly<Record<Feature, ArrayLike<number>>>,
): Uint16Array[] {
  const rows = columns.age.length
  return FEATURES.map((feature, index) => {
    const column = columns[feature]
    if (column.length !== rows) {
      throw new RangeError(`${feature}: got ${column.length} values, allowed ${rows} as for age`)
    }
    const codeOf = compiled.codeOf[index] as Uint16Array
    const codes = new Uint16Array(rows)
    for (let row = 0; row < rows; row++) {
      codes[row] = codeOf[column[row] as number] ?? refuse(feature, column[row])
    }
    return codes
  })
}

function refuse(feature: Feature, got: number | undefined): never {
  const { min, max } = FEATURE_BOUNDS[feature]
  throw new RangeError(`${feature}: got ${got}, allowed whole numbers ${min} to ${max}`)
}
