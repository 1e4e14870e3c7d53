import { readFile } from 'node:fs/promises'
import type { EvaluationReport } from '../evaluation/report.ts'
import { readModel } from '../forest/read-model.ts'
import type { Logger } from '../logging/logger.ts'
import type { PromotionDecision } from '../promotion/gate.ts'
import { loadModel, type ServedModel } from '../serving/served-model.ts'
import {
  addModel,
  listModels,
  loadModel as loadStoredModel,
  type ModelSummary,
  promoteModel,
  pruneModels,
  servingModel,
} from '../store/model-versions.ts'
import type { Database } from '../store/store.ts'
import type { ModelRegistry, ModelVersion } from './model-registry.ts'

/** How often another replica's promotion is looked for. */
const REFRESH_MS = 15_000

/** Model versions in the database, and the one of them this process serves. */
export interface StoredRegistry extends ModelRegistry {
  /** Keeps a candidate; serves it if the gate promotes it. */
  add(candidate: {
    bytes: Uint8Array
    source: string
    report: EvaluationReport
    decision: PromotionDecision
  }): Promise<ModelVersion>
  /** File of the model in service. */
  servingFile(): Promise<Uint8Array>
  close(): void
}

/**
 * Opens the registry and serves its model. On a new database the model file at `path` becomes
 * version 1; a file at `path` that a new release brings replaces an older shipped one, never a
 * model that was trained here.
 *
 * @throws ModelFileError when the model to serve is damaged: nothing is served then
 */
export async function openRegistry(parts: {
  db: Database
  served: ServedModel
  path: string
  logger: Logger
}): Promise<StoredRegistry> {
  const { db, served, path, logger } = parts
  const serve = async (version: number): Promise<void> => {
    const stored = await loadStoredModel(db, version)
    if (stored !== undefined) served.serve(loadModel(readModel(stored.file), version))
  }
  await offerShipped(db, path)
  const first = await servingModel(db)
  if (first === undefined) throw new Error('The registry has no version to serve')
  await serve(first.version)
  const refresh = setInterval(() => {
    servingModel(db)
      .then(async (now) => {
        if (now !== undefined && now.version !== served.loaded()?.identity.version)
          await serve(now.version)
      })
      .catch((error: unknown) => logger.warn({ err: error }, 'model registry not refreshed'))
  }, REFRESH_MS).unref()
  return {
    list: async () => (await listModels(db)).map(viewOf),
    serve: async (version) => {
      const promoted = await promoteModel(db, version)
      if (!promoted) return undefined
      await serve(version)
      return (await listModels(db)).map(viewOf).find((one) => one.version === version)
    },
    add: async ({ bytes, source, report, decision }) => {
      const { overall, model } = report
      const added = await addModel(db, {
        name: model.name,
        sha256: model.sha256,
        file: Buffer.from(bytes),
        source,
        metrics: { roc_auc: overall.ranking?.auc ?? null },
        decision: { ...decision },
      })
      if (decision.promote) {
        await promoteModel(db, added.version)
        await serve(added.version)
      }
      await pruneModels(db)
      const serving = await servingModel(db)
      return viewOf(serving?.version === added.version ? serving : added)
    },
    servingFile: async () => {
      const stored = await loadStoredModel(db, served.current().identity.version)
      if (stored === undefined) throw new Error('The served version is no longer kept')
      return new Uint8Array(stored.file)
    },
    close: () => clearInterval(refresh),
  }
}

async function offerShipped(db: Database, path: string): Promise<void> {
  const bytes = await readFile(path)
  const serving = await servingModel(db)
  if (serving !== undefined && serving.source !== 'shipped') return
  const { sha256, manifest } = readModel(bytes)
  if (serving?.sha256 === sha256) return
  const { version } = await addModel(db, {
    name: manifest.name,
    sha256,
    file: bytes,
    source: 'shipped',
    metrics: { roc_auc: manifest.card.metrics.auc },
  })
  await promoteModel(db, version)
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
