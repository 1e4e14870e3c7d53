import { readFile } from 'node:fs/promises'
import { plotFiles } from '../evaluation/html/plot-files.ts'
import type { EvaluationReport } from '../evaluation/report.ts'
import type { StoredModel } from '../forest/model.ts'
import { readModelFile } from '../forest/read-model-file.ts'
import type { MlflowClient, RegisteredVersion } from './mlflow-client.ts'
import { type ArtifactFile, modelFolder } from './model-folder.ts'
import { EXPERIMENT, MODEL_FOLDER, MODEL_NAME, VERSION_TAGS } from './registered-model.ts'
import { trainingMetrics } from './training-metrics.ts'

/** A finished training: its files and what they were made from. */
export interface FinishedTraining {
  /** Path of the sealed model file. */
  modelFile: string
  evaluation: EvaluationReport
  /** Path of the model card. */
  cardFile: string
  /** Path of the evaluation's HTML page. */
  reportFile: string
  /** Fingerprint of the table the model learned from. */
  dataFingerprint: string
  /** Revision of the data in DVC; null where DVC keeps none. */
  dvcRevision: string | null
  /** @default HealthAllianceReadmissionModel */
  modelName?: string
  /** @default readmission */
  experiment?: string
}

/**
 * Keeps a training in MLflow: a run with parameters, fingerprint and revision of the data, metrics
 * overall and by subgroup, plots, report, model and card; registers the model as a new version and
 * names it `candidate`. Where something fails on the way, the run is marked as failed and nothing is
 * registered.
 *
 * @throws ModelFileError for a model file that is not whole, RangeError where the files do not
 * belong together, both before MLflow is asked; TrackingUnavailable, TrackingRefused
 */
export async function logTraining(
  client: MlflowClient,
  training: FinishedTraining,
): Promise<RegisteredVersion> {
  const { model, bytes } = await readModelFile(training.modelFile)
  const [card, page] = await Promise.all([
    readFile(training.cardFile),
    readFile(training.reportFile),
  ])
  mustBelongTogether(model, training)
  const name = training.modelName ?? MODEL_NAME
  const parameters = parametersOf(model, training)
  const { runId } = await client.createRun({
    experiment: training.experiment ?? EXPERIMENT,
    name: `${model.manifest.name} ${model.manifest.version} ${model.sha256.slice(0, 8)}`,
    parameters,
    tags: { 'mlflow.note.content': card.toString('utf8') },
  })
  try {
    await client.logMetrics(runId, trainingMetrics(training.evaluation))
    const files = [
      ...evaluationFiles(training.evaluation, page),
      ...(await modelFolder({ model, bytes, card, runId })),
    ]
    for (const file of files) await client.putArtifact(runId, file.path, file.bytes)
    await client.finishRun(runId, 'FINISHED')
  } catch (error) {
    await client.finishRun(runId, 'FAILED').catch(() => undefined)
    throw error
  }
  const tags = versionTags(model, training)
  const version = await client.registerVersion({ name, runId, path: MODEL_FOLDER, tags })
  await client.setAlias(name, 'candidate', version.version)
  return version
}

/** A model under the figures of another one would pass the gate by them. */
function mustBelongTogether(model: StoredModel, training: FinishedTraining): void {
  const { evaluation, dataFingerprint } = training
  if (evaluation.model.sha256 !== model.sha256)
    throw new RangeError(
      `The evaluation is of model ${evaluation.model.sha256}, but ${training.modelFile} is ${model.sha256}: evaluate it again`,
    )
  if (dataFingerprint !== model.manifest.fingerprint)
    throw new RangeError(
      `The data has the fingerprint ${dataFingerprint}, but ${training.modelFile} was trained on ${model.manifest.fingerprint}: train it again`,
    )
}

function parametersOf(model: StoredModel, training: FinishedTraining): Record<string, string> {
  const { manifest, sha256 } = model
  const { card } = manifest
  const parameters = {
    ...card.settings,
    calibration: manifest.calibration.method,
    training_stays: card.training.stays,
    training_prevalence: manifest.trainingPrevalence,
    training_window: card.trainingWindow,
    data_source: card.data.source,
    data_fingerprint: training.dataFingerprint,
    dvc_revision: training.dvcRevision ?? 'none',
    held_out: training.evaluation.data.split,
    held_out_sha256: training.evaluation.data.heldOutSha256,
    model_sha256: sha256,
  }
  const texts = Object.entries(parameters).map(([name, value]) => [name, String(value)])
  return Object.fromEntries(texts)
}

function versionTags(model: StoredModel, training: FinishedTraining): Record<string, string> {
  return {
    [VERSION_TAGS.sha256]: model.sha256,
    [VERSION_TAGS.fingerprint]: training.dataFingerprint,
    ...(training.dvcRevision === null ? {} : { [VERSION_TAGS.dvcRevision]: training.dvcRevision }),
  }
}

const evaluationFiles = (evaluation: EvaluationReport, page: Uint8Array): ArtifactFile[] => [
  { path: 'evaluation/report.html', bytes: page },
  {
    path: 'evaluation/evaluation.json',
    bytes: Buffer.from(`${JSON.stringify(evaluation, null, 2)}\n`),
  },
  ...plotFiles(evaluation).map(({ name, svg }) => ({
    path: `evaluation/${name}`,
    bytes: Buffer.from(svg),
  })),
]
