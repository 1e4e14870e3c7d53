import type { AssessedRisk } from '../../../fhir-api/assessed-risk.ts'
import type { ServedModel } from '../../../serving/served-model.ts'
import type { LoggedPrediction } from '../../parts.ts'

/**
 * A prediction of the past as far as it is kept. What a model's base rate was is known of the model
 * in service alone; why the probability was what it was, and for which stay, of none.
 */
export function assessedPrediction(one: LoggedPrediction, served: ServedModel): AssessedRisk {
  const { id, subject, level, scoreBand, modelName, modelVersion, modelSha256 } = one
  const model =
    modelName === null || modelVersion === null || modelSha256 === null
      ? undefined
      : { name: modelName, version: modelVersion, sha256: modelSha256 }
  const loaded = served.loaded()
  return {
    id,
    pseudonym: subject,
    level,
    probability: one.probability,
    scoreBand,
    model,
    ...(loaded !== undefined &&
      loaded.identity.sha256 === modelSha256 && {
        baseRate: loaded.model.manifest.trainingPrevalence,
      }),
    decision: one.decision,
  }
}
