import { modelEvaluationOf } from '../evaluation/model-evaluation.ts'
import type { EvaluationReport } from '../evaluation/report.ts'
import type { StoredModel } from '../forest/model.ts'
import { ModelFileError } from '../forest/model-file-error.ts'
import { readModel } from '../forest/read-model.ts'
import { readModelFile } from '../forest/read-model-file.ts'
import type { Logger } from '../logging/logger.ts'
import type { PromotionDecision } from '../promotion/gate.ts'
import { loadAside } from '../serving/load-aside.ts'
import { type LoadedModel, loadModel, type ServedModel } from '../serving/served-model.ts'
import { shippedEvaluation } from '../serving/shipped-evaluation.ts'
import {
  addModel,
  evaluationOf,
  keepEvaluation,
  listModels,
  loadModel as loadStoredModel,
  type ModelSummary,
  promoteModel,
  pruneModels,
  readEvaluation,
  servingModel,
} from '../store/model-versions.ts'
import type { Database } from '../store/store.ts'
import { type AdoptedModel, adoptModel, followedChampion } from './adopt-model.ts'
import type { ModelRegistry, ModelVersion } from './model-registry.ts'

/** How often another replica's promotion is looked for. */
const REFRESH_MS = 15_000

/** A candidate with its figures; the gate's word on it comes later. */
export interface JudgedCandidate {
  bytes: Uint8Array
  source: string
  report: EvaluationReport
}

/** Model versions in the database, and the one of them this process serves. */
export interface StoredRegistry extends ModelRegistry {
  /** Keeps a candidate; whether it is served is another step. */
  add(candidate: JudgedCandidate): Promise<ModelVersion>
  /** The version in service over all replicas, with its file. */
  serving(): Promise<{ version: number; file: Uint8Array }>
  /** Verifies, keeps and serves the champion of another registry. */
  adopt(model: AdoptedModel): Promise<ModelVersion>
  /** The champion that was adopted last, as its `champion` named it, by whichever replica. */
  followed(): Promise<string | undefined>
  close(): void
}

/** What the registry is opened with. */
export interface RegistryParts {
  db: Database
  served: ServedModel
  path: string
  logger: Logger
}

/**
 * Opens the registry and serves its model. On a new database the model file at `path` becomes
 * version 1; a file at `path` that a new release brings replaces an older shipped one, never a
 * model that was trained here. Where the version to serve is damaged, the one that was promoted
 * before it is put back.
 *
 * @throws ModelFileError when the file at `path` is wanted and damaged, or no kept version is whole
 */
export async function openRegistry(parts: RegistryParts): Promise<StoredRegistry> {
  const { db, served, path, logger } = parts
  const serve = async (version: number): Promise<boolean> => {
    const loaded = await readAside(db, version)
    if (loaded === undefined || !(await promoteModel(db, version))) return false
    served.serve(loaded)
    return true
  }
  const shipped = await offerShipped(db, path)
  if (shipped === undefined) await serveFirst(parts)
  else served.serve(shipped)
  const refresh = setInterval(() => {
    followOthers(db, served).catch((error: unknown) =>
      logger.error({ err: error }, 'model registry not refreshed; the model before stays'),
    )
  }, REFRESH_MS).unref()
  return {
    list: async () => (await listModels(db)).map(viewOf),
    evaluation: (version) => evaluationOf(db, version),
    servingSince: async () => (await servingModel(db))?.servingSince ?? undefined,
    serve: async (version) => {
      if (!(await serve(version))) return undefined
      return (await listModels(db)).map(viewOf).find((one) => one.version === version)
    },
    add: (candidate) => keep(db, candidate),
    adopt: async (model) => viewOf(await adoptModel({ db, served }, model)),
    followed: () => followedChampion(db),
    serving: async () => {
      const now = await servingModel(db)
      const stored = now && (await loadStoredModel(db, now.version))
      if (stored === undefined) throw new Error('The registry has no version to serve')
      return { version: stored.version, file: new Uint8Array(stored.file) }
    },
    close: () => clearInterval(refresh),
  }
}

async function keep(db: Database, candidate: JudgedCandidate): Promise<ModelVersion> {
  const { bytes, source, report } = candidate
  const added = await addModel(db, {
    name: report.model.name,
    sha256: report.model.sha256,
    file: Buffer.from(bytes),
    source,
    metrics: { roc_auc: report.overall.ranking?.auc ?? null },
    evaluation: modelEvaluationOf(report),
  })
  await pruneModels(db)
  return viewOf(added)
}

/**
 * A kept version, verified; undefined when there is none.
 *
 * @throws ModelFileError when its file is damaged or another than was kept
 */
async function readVersion(db: Database, version: number): Promise<LoadedModel | undefined> {
  const stored = await loadStoredModel(db, version)
  if (stored === undefined) return undefined
  const model = asKept(stored, readModel(stored.file))
  return loadModel({ model, version, evaluation: readEvaluation(stored.evaluation) ?? undefined })
}

/** The same, read and compiled in another thread while this one serves. */
async function readAside(db: Database, version: number): Promise<LoadedModel | undefined> {
  const stored = await loadStoredModel(db, version)
  if (stored === undefined) return undefined
  const { model, compiled } = await loadAside(stored.file)
  const evaluation = readEvaluation(stored.evaluation) ?? undefined
  return loadModel({ model: asKept(stored, model), version, compiled, evaluation })
}

function asKept(stored: { version: number; sha256: string }, model: StoredModel): StoredModel {
  if (model.sha256 === stored.sha256) return model
  throw new ModelFileError('hash', `version ${stored.version} is not the file that was kept`)
}

/** Serves what another replica promoted. A damaged file throws, and the model before it stays. */
async function followOthers(db: Database, served: ServedModel): Promise<void> {
  const now = await servingModel(db)
  if (now === undefined || now.version === served.loaded()?.identity.version) return
  const loaded = await readAside(db, now.version)
  // Reading took its time: another version may have been promoted, and even be served here.
  if ((await servingModel(db))?.version !== now.version) return
  if (loaded !== undefined) served.serve(loaded)
}

/** The serving version, or else the whole one that was promoted last before it. */
async function serveFirst({ db, served, logger }: RegistryParts): Promise<void> {
  const promoted = (await listModels(db))
    .filter((one) => one.promotedAt !== null)
    .sort((a, b) => Number(b.promotedAt) - Number(a.promotedAt))
  const serving = promoted.find((one) => one.servingSince !== null)
  if (serving === undefined) throw new Error('The registry has no version to serve')
  let damage: unknown
  for (const { version } of [serving, ...promoted.filter((one) => one !== serving)]) {
    try {
      const loaded = await readVersion(db, version)
      if (loaded === undefined) continue
      if (version !== serving.version) await promoteModel(db, version)
      served.serve(loaded)
      return
    } catch (error) {
      if (!(error instanceof ModelFileError)) throw error
      logger.error({ err: error, version }, 'a kept model is damaged and not served')
      damage ??= error
    }
  }
  throw damage
}

/**
 * Puts the model file at `path` into service where no trained model is, and returns it: it need not
 * be read from the database then, where it is the same.
 */
async function offerShipped(db: Database, path: string): Promise<LoadedModel | undefined> {
  const serving = await servingModel(db)
  if (serving !== undefined && serving.source !== 'shipped') return undefined
  const { model, bytes } = await readModelFile(path)
  const { sha256, manifest } = model
  const evaluation = await shippedEvaluation(sha256)
  if (serving?.sha256 === sha256) {
    if (evaluation) await keepEvaluation(db, serving.version, evaluation)
    return loadModel({ model, version: serving.version, evaluation })
  }
  const { version } = await addModel(db, {
    name: manifest.name,
    sha256,
    file: bytes,
    source: 'shipped',
    metrics: { roc_auc: manifest.card.metrics.auc },
    evaluation,
  })
  await promoteModel(db, version)
  return loadModel({ model, version, evaluation })
}

function viewOf(stored: ModelSummary): ModelVersion {
  const { roc_auc: auc } = stored.metrics
  const decision = stored.decision as PromotionDecision | null
  return {
    version: stored.version,
    name: stored.name,
    sha256: stored.sha256,
    source: stored.source,
    serving: stored.servingSince !== null,
    created_at: stored.createdAt.toISOString(),
    promoted_at: stored.promotedAt?.toISOString() ?? null,
    roc_auc: typeof auc === 'number' ? auc : null,
    reasons: decision?.reasons ?? [],
  }
}
