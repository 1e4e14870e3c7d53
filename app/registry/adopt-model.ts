import { ModelFileError } from '../forest/model-file-error.ts'
import type { PromotionDecision } from '../promotion/gate.ts'
import { loadAside } from '../serving/load-aside.ts'
import { loadModel, type ServedModel } from '../serving/served-model.ts'
import { addModel, type ModelSummary, promoteModel, pruneModels } from '../store/model-versions.ts'
import { factNamed, stateFact } from '../store/service-facts.ts'
import type { Database } from '../store/store.ts'

/** A model that another registry made champion. */
export interface AdoptedModel {
  /** Its sealed file. */
  bytes: Uint8Array
  /** Digest that it must have. */
  sha256: string
  /** Where it comes from, e.g. `mlflow HealthAllianceReadmissionModel/7`. */
  source: string
  /** The promotion gate's word on it. */
  decision: PromotionDecision
  /** What tells this champion from the one before; see `StoredRegistry.followed`. */
  champion: string
  /** Called when the model is kept and before it serves: what rejects here keeps it from serving. */
  beforeServing?: (kept: { version: number; sha256: string }) => Promise<unknown>
}

const FOLLOWED = 'followed champion'

/** The champion that was adopted last, by whichever replica. */
export const followedChampion = (db: Database): Promise<string | undefined> =>
  factNamed(db, FOLLOWED)

/**
 * Verifies a model, keeps it and serves it, without a pause for the requests under way: the file is
 * read in another thread, and the model changes between two requests.
 *
 * @throws ModelFileError where the file is damaged or has another digest; nothing is kept then
 */
export async function adoptModel(
  { db, served }: { db: Database; served: ServedModel },
  adopted: AdoptedModel,
): Promise<ModelSummary> {
  const { bytes, sha256, source, decision, champion, beforeServing } = adopted
  const { model, compiled } = await loadAside(bytes)
  if (model.sha256 !== sha256)
    throw new ModelFileError('hash', `it is model ${model.sha256}, expected ${sha256}`)
  const kept = await addModel(db, {
    name: model.manifest.name,
    sha256,
    file: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    source,
    metrics: { roc_auc: model.manifest.card.metrics.auc },
    decision: { ...decision },
  })
  await beforeServing?.({ version: kept.version, sha256 })
  await promoteModel(db, kept.version)
  await stateFact(db, FOLLOWED, champion)
  served.serve(loadModel({ model, version: kept.version, compiled }))
  await pruneModels(db)
  return kept
}
