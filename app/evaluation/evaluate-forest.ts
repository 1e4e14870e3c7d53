import { fingerprint } from '../forest/fingerprint.ts'
import type { StoredModel } from '../forest/model.ts'
import { SPLIT_SEED, splitByPatient, TEST_SHARE } from '../forest/patient-split.ts'
import { createPredictor } from '../forest/predictor.ts'
import type { ReadmissionTable } from '../forest/readmission-table.ts'
import { riskLevel } from '../forest/risk-level.ts'
import { evaluateModel } from './evaluate.ts'
import { LEVELS, type PairedDifference, pairedDifference } from './metrics.ts'
import type { EvaluationReport, EvaluationSettings, ModelIdentity } from './report.ts'
import { type StayRows, takeRows } from './rows.ts'

/** A model file that was read, and the table to judge it on. */
export interface ForestEvaluationInput {
  table: ReadmissionTable
  model: StoredModel
  /** Defaults: DEFAULT_EVALUATION_SETTINGS. */
  settings?: Partial<EvaluationSettings>
}

/** What a report says of a stored model. */
export const identifyModel = ({ manifest, sha256 }: StoredModel): ModelIdentity => ({
  name: manifest.name,
  version: manifest.version,
  sha256,
  settings: { ...manifest.card.settings, calibration: manifest.calibration.method },
  card: manifest.card,
})

/**
 * Judges a stored model on the patients that every training holds out. Who they are depends on the
 * patient's id alone, so that two models evaluated on one table are judged on the same stays, and
 * on none that either has learned from, whatever tables they were trained on.
 *
 * @throws RangeError as `evaluateModel` does.
 */
export function evaluateForest({
  table,
  model,
  settings,
}: ForestEvaluationInput): EvaluationReport {
  const { train, test } = splitByPatient(table)
  const { score, probability } = predict(model, takeRows(table, test))
  const { thresholds } = model.manifest
  return evaluateModel({
    table,
    heldOut: test,
    training: train,
    score,
    probability,
    level: Uint8Array.from(probability, (value) => LEVELS.indexOf(riskLevel(thresholds, value))),
    model: identifyModel(model),
    data: {
      fingerprint: fingerprint(table),
      split: `${100 * TEST_SHARE} % of the patients, by a hash of their id with seed ${SPLIT_SEED}`,
    },
    ...(settings && { settings }),
  })
}

/** Score and probability of each stay. */
function predict(model: StoredModel, { features }: StayRows) {
  const predictor = createPredictor(model)
  const score = predictor.scoreMany(features)
  return { score, probability: score.map((value) => predictor.probability(value)) }
}

/**
 * How much two stored models differ on the patients that every training holds out.
 *
 * @throws RangeError where these have stays of one outcome only
 */
export function differenceOfForests(
  table: ReadmissionTable,
  first: StoredModel,
  second: StoredModel,
): PairedDifference {
  const stays = takeRows(table, splitByPatient(table).test)
  const rowsOf = (model: StoredModel) => {
    const { score, probability } = predict(model, stays)
    return { scores: score, probabilities: probability }
  }
  const { labels, patient } = stays
  return pairedDifference({ labels, patient, first: rowsOf(first), second: rowsOf(second) })
}
