import type { ModelEvaluation } from '../evaluation/model-evaluation.ts'
import type { CompiledForest } from '../forest/compiled-forest.ts'
import type { StoredModel } from '../forest/model.ts'
import { createPredictor, type Predictor } from '../forest/predictor.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { createUncertainty, type Uncertainty } from './uncertainty.ts'

/** Which model an answer came from. */
export interface ModelIdentity {
  name: string
  /** Version in the registry. */
  version: number
  sha256: string
}

/** A model ready to score. */
export interface LoadedModel {
  identity: ModelIdentity
  model: StoredModel
  predictor: Predictor
  /** What backs a probability of this model; undefined where nothing is known. */
  uncertainty(probability: number): Uncertainty | undefined
}

/** The model in service; replaced as a whole, so that every request sees one model throughout. */
export interface ServedModel {
  /** @throws Error when no model is in service yet */
  current(): LoadedModel
  loaded(): LoadedModel | undefined
  serve(model: LoadedModel): void
}

/** What is known of a model besides its file. */
export interface KnownModel {
  model: StoredModel
  /** Version in the registry. */
  version: number
  /** Its forest, where it was compiled elsewhere: it is not compiled again. */
  compiled?: CompiledForest | undefined
  /** What was measured of it on held-out patients. */
  evaluation?: ModelEvaluation | undefined
}

/** Prepares a verified model for scoring. */
export const loadModel = ({ model, version, compiled, evaluation }: KnownModel): LoadedModel => ({
  identity: { name: model.manifest.name, version, sha256: model.sha256 },
  model,
  predictor: createPredictor(model, compiled),
  uncertainty: createUncertainty(model, evaluation),
})

/** A place for the model in service, which also shows it as the metric `model_info`. */
export function createServedModel(metrics: Metrics): ServedModel {
  let loaded: LoadedModel | undefined
  return {
    current: () => {
      if (loaded === undefined) throw new Error('No model is in service')
      return loaded
    },
    loaded: () => loaded,
    serve: (model) => {
      loaded = model
      metrics.model.reset()
      metrics.model.set({ ...model.identity }, 1)
    },
  }
}
