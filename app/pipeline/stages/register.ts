import { dirname } from 'node:path'
import type { EvaluationReport } from '../../evaluation/report.ts'
import type { StoredModel } from '../../forest/model.ts'
import { readModelFile } from '../../forest/read-model-file.ts'
import { storeOptions } from '../../service/store-options.ts'
import { readDatabaseSettings } from '../../settings/settings.ts'
import { addModel } from '../../store/model-versions.ts'
import { openStore } from '../../store/store.ts'
import { logTraining } from '../../tracking/log-training.ts'
import { createMlflowClient } from '../../tracking/mlflow-client.ts'
import { revisionOf } from '../data-versions.ts'
import { readEvaluation } from '../read-evaluation.ts'
import type { StageResult } from '../stage.ts'
import type { StageContext } from '../stage-context.ts'
import { writeJson } from '../write-whole.ts'

/** Where a candidate was kept; the file `registered.json`. */
export interface Registered {
  /** `mlflow`, or `service` for the registry in the service's database. */
  readonly registry: 'mlflow' | 'service'
  readonly name: string
  readonly version: string
  readonly sha256: string
}

/**
 * Keeps the model as a candidate that `dataspace promote` decides on: as a run and a version with
 * the alias `candidate` in MLflow where MLFLOW_TRACKING_URI is set, else as a version in the
 * service's database. It never serves a model.
 *
 * @throws TrackingUnavailable, or an error of the database, and then nothing is written
 */
export async function register(context: StageContext): Promise<StageResult> {
  const { files, environment, onProgress } = context
  const { model, bytes } = await readModelFile(files.model)
  const report = await readEvaluation(files.evaluation, model.sha256)
  const url = environment.MLFLOW_TRACKING_URI
  onProgress(0, url ? 'MLflow' : "the service's registry")
  const registered = url
    ? await inMlflow(context, { url, model, report })
    : await inService(context, { model, bytes, report })
  await writeJson(files.registered, registered)
  return {
    stage: 'register',
    outputs: { registered: files.registered },
    figures: { version: Number(registered.version) },
  }
}

async function inMlflow(
  { files, environment }: StageContext,
  { url, model, report }: { url: string; model: StoredModel; report: EvaluationReport },
): Promise<Registered> {
  const { MLFLOW_TOKEN_FILE: tokenFile, MLFLOW_MODEL_NAME: modelName } = environment
  const client = createMlflowClient({ url, ...(tokenFile && { tokenFile }) })
  const { name, version } = await logTraining(client, {
    modelFile: files.model,
    evaluation: report,
    cardFile: files.card,
    reportFile: files.report,
    dataFingerprint: model.manifest.fingerprint,
    dvcRevision: await revisionOf(dirname(files.model)),
    ...(modelName && { modelName }),
  })
  return { registry: 'mlflow', name, version, sha256: model.sha256 }
}

async function inService(
  { environment }: StageContext,
  { model, bytes, report }: { model: StoredModel; bytes: Buffer; report: EvaluationReport },
): Promise<Registered> {
  const store = await openStore(storeOptions(readDatabaseSettings(environment)))
  try {
    const { version } = await addModel(store.db, {
      name: model.manifest.name,
      sha256: model.sha256,
      file: bytes,
      source: 'pipeline',
      metrics: { roc_auc: report.overall.ranking?.auc ?? null },
    })
    const { name } = model.manifest
    return { registry: 'service', name, version: String(version), sha256: model.sha256 }
  } finally {
    await store.close()
  }
}
