import { uuidV7 } from '../audit/uuid-v7.ts'
import { binsOf, type FeatureBins, type ServedCounts } from '../drift/served-counts.ts'
import type { FeatureRow } from '../forest/features.ts'
import type { ForestPrediction } from '../forest/predictor.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { ADVICE } from './advice.ts'
import type { LoadedModel, ModelIdentity, ServedModel } from './served-model.ts'

/** One stay to score for somebody. */
export interface PredictionInput {
  /** The caller's id of the patient; goes into the audit trail as a pseudonym only. */
  patientId: string
  /** The patient's pseudonym, where the caller knows no other id. @default made of `patientId` */
  subject?: string
  row: FeatureRow
  institution: string | null
  actor: string
  requestId: string
}

/** A prediction whose audit row is committed. */
export interface Prediction {
  /** UUID version 7, also the id of its audit row. */
  id: string
  forest: ForestPrediction
  /** The members of the answer that follow from features and model, as JSON without the braces. */
  text: string
  /** What it was made with. */
  model: LoadedModel
}

/** What the audit trail is told of a prediction. */
export interface PredictionRecord {
  id: string
  patientId: string
  subject: string | undefined
  row: FeatureRow
  institution: string | null
  actor: string
  requestId: string
  model: ModelIdentity
  probability: number
  level: string
}

/** Scores patients and records every prediction before it is told to anyone. */
export interface PredictorService {
  /** Rejects with whatever kept the audit row from being committed: then there is no prediction. */
  predict(input: PredictionInput): Promise<Prediction>
}

interface Scored {
  forest: ForestPrediction
  bins: FeatureBins
  text: string
}

/** Answers of recent feature vectors are kept, at most this many: whole populations share few. */
const MOST_KEPT = 5000

/** A service that scores with the model in service at the moment of each call. */
export function createPredictorService(parts: {
  served: ServedModel
  record: (record: PredictionRecord) => Promise<unknown>
  metrics: Metrics
  /** Counts what institutions are served, for drift. */
  counts: Pick<ServedCounts, 'count'>
}): PredictorService {
  const { served, record, metrics, counts } = parts
  const kept = new WeakMap<object, Map<string, Scored>>()
  const score = (row: FeatureRow): Scored => {
    const model = served.current()
    let scored = kept.get(model)
    if (scored === undefined) {
      scored = new Map()
      kept.set(model, scored)
    }
    const key = `${row.age},${row.num_conditions},${row.num_medications},${row.recent_encounters},${row.gender_encoded}`
    const known = scored.get(key)
    if (known !== undefined) return known
    const forest = model.predictor.predict(row)
    const bins = binsOf(model.model.manifest.histograms, row)
    const made = { forest, bins, text: textOf(forest, model) }
    if (scored.size >= MOST_KEPT) scored.clear()
    scored.set(key, made)
    return made
  }
  return {
    predict: async ({ patientId, subject, row, institution, actor, requestId }) => {
      const start = performance.now()
      const loaded = served.current()
      const model = loaded.identity
      const { forest, text, bins } = score(row)
      const id = uuidV7()
      const { probability, level } = forest
      try {
        await record({
          id,
          patientId,
          subject,
          row,
          institution,
          actor,
          requestId,
          model,
          probability,
          level,
        })
      } catch (error) {
        metrics.predictions.inc({ status: 'error', risk_level: level })
        throw error
      }
      metrics.predictions.inc({ status: 'success', risk_level: level })
      metrics.institutionPredictions.inc({ institution: institution ?? 'none', risk_level: level })
      if (institution !== null) counts.count(institution, model.version, bins)
      metrics.confidence.observe(forest.confidence)
      metrics.predictionDuration.observe((performance.now() - start) / 1000)
      return { id, forest, text, model: loaded }
    },
  }
}

const round = (value: number, digits: number): number => {
  const factor = 10 ** digits
  return Math.round(value * factor) / factor
}

function textOf(forest: ForestPrediction, model: LoadedModel): string {
  const text = JSON.stringify({
    readmission_risk: round(forest.score, 2),
    risk_level: forest.level,
    confidence: round(forest.confidence, 2),
    recommendations: ADVICE[forest.level],
    probability: forest.probability,
    uncertainty: model.uncertainty(forest.probability) ?? null,
    unknown_inputs: forest.contributions
      .filter(({ value }) => value === null)
      .map(({ feature }) => feature),
    baseline: forest.baseline,
    contributions: forest.contributions,
    model: { ...model.identity, version: String(model.identity.version) },
  })
  return text.slice(1, -1)
}
