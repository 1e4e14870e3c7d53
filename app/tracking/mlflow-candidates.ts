import type { CandidateStore, KeptModel } from '../promotion/candidate-store.ts'
import type { PromotionDecision } from '../promotion/gate.ts'
import { REFUSAL_RULE } from '../promotion/promote.ts'
import { decisionOn, modelBytes } from './champion.ts'
import type { MlflowClient } from './mlflow-client.ts'
import { MODEL_NAME, VERSION_TAGS } from './registered-model.ts'

/**
 * The aliases `candidate` and `champion` of the registered model, for the promotion gate. The
 * decision is kept as a tag of the version before it becomes champion: a service follows no
 * champion that was named without one.
 */
export function mlflowCandidates(
  client: MlflowClient,
  modelName: string = MODEL_NAME,
): CandidateStore {
  const at = async (alias: 'candidate' | 'champion'): Promise<KeptModel | undefined> => {
    const version = await client.versionAt(modelName, alias)
    if (version === undefined) return undefined
    const refusal = refusalIn(decisionOn(version))
    return {
      version: version.version,
      sha256: version.tags[VERSION_TAGS.sha256] ?? '',
      bytes: await modelBytes(client, version),
      ...(refusal === undefined ? {} : { refusal }),
    }
  }
  return {
    name: `mlflow ${modelName}`,
    candidate: () => at('candidate'),
    champion: () => at('champion'),
    keepDecision: (version, { promote, reasons }) =>
      client.tagVersion(
        { name: modelName, version },
        { [VERSION_TAGS.decision]: JSON.stringify({ promote, reasons }) },
      ),
    makeChampion: (version) => client.setAlias(modelName, 'champion', version),
  }
}

const refusalIn = (decision: PromotionDecision | undefined): string | undefined =>
  decision?.reasons.find(({ rule, passed }) => rule === REFUSAL_RULE && !passed)?.detail
