import type { CompiledForest } from '../forest/compiled-forest.ts'
import type { StoredModel } from '../forest/model.ts'
import { createPredictor, type Predictor } from '../forest/predictor.ts'
import type { Metrics } from '../metrics/metrics.ts'

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
}

/** The model in service; replaced as a whole, so that every request sees one model throughout. */
export interface ServedModel {
  /** @throws Error when no model is in service yet */
  current(): LoadedModel
  loaded(): LoadedModel | undefined
  serve(model: LoadedModel): void
}

/** Prepares a verified model for scoring; a forest compiled elsewhere is not compiled again. */
export const loadModel = (
  model: StoredModel,
  version: number,
  compiled?: CompiledForest,
): LoadedModel => ({
  identity: { name: model.manifest.name, version, sha256: model.sha256 },
  model,
  predictor: createPredictor(model, compiled),
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
