import { FEATURES, type Feature } from '../forest/features.ts'
import { fingerprint } from '../forest/fingerprint.ts'
import type { StoredModel } from '../forest/model.ts'
import { SPLIT_SEED, splitByPatient, TEST_SHARE } from '../forest/patient-split.ts'
import { createPredictor } from '../forest/predictor.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { riskLevel } from '../forest/risk-level.ts'
import { evaluateModel } from './evaluate.ts'
import { LEVELS } from './metrics.ts'
import type { EvaluationReport } from './report.ts'

/**
 * Judges a model on a table's held-out patients, with the logistic regression of the others as a
 * baseline. Two models judged on one table are judged on the same patients.
 */
export function judgeModel(model: StoredModel, table: ReadmissionTable): EvaluationReport {
  const { train, test } = splitByPatient(table)
  const predictor = createPredictor(model)
  const columns = Object.fromEntries(
    FEATURES.map((feature) => [feature, table.features[feature]]),
  ) as Record<Feature, Uint16Array>
  const all = predictor.scoreMany(columns)
  const score = Float64Array.from(test, (row) => all[row] as number)
  const probability = score.map((value) => predictor.probability(value))
  const { thresholds, card, name, version } = model.manifest
  const level = Uint8Array.from(probability, (value) =>
    LEVELS.indexOf(riskLevel(thresholds, value)),
  )
  return evaluateModel({
    table,
    heldOut: test,
    training: train,
    score,
    probability,
    level,
    model: { name, version, sha256: model.sha256, settings: card.settings, card },
    data: {
      fingerprint: fingerprint(table),
      split: `${100 * TEST_SHARE} % of the patients, by a hash of their ids (seed ${SPLIT_SEED})`,
    },
  })
}
