import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { FEATURES } from '../forest/features.ts'
import type { StoredModel } from '../forest/model.ts'
import { MODEL_FILE, MODEL_FOLDER } from './registered-model.ts'

/** MLflow that the folder is written for; newer ones read it too. */
const MLFLOW_VERSION = '3.17.2'

/** The Python that the module was tried with, and what it imports. */
const PYTHON_VERSION = '3.11'
const REQUIREMENTS = [`mlflow==${MLFLOW_VERSION}`, 'numpy==2.4.6', 'pandas==3.1.1']

/** The Python module that scores as the service does. It travels with each model. */
const LOADER = 'readmission_pyfunc'
const LOADER_PATH = join(import.meta.dirname, `${LOADER}.py`)

/** A file of a run, by its path below the run's artifacts. */
export interface ArtifactFile {
  path: string
  bytes: Uint8Array
}

const column = (name: string, type: string) => ({ type, name, required: true })

/** Whole numbers; gender is a double, since a missing one is NaN in a table of Python's. */
const INPUTS = FEATURES.map((name) => column(name, name === 'gender_encoded' ? 'double' : 'long'))

const OUTPUTS = [
  column('score', 'double'),
  column('probability', 'double'),
  column('risk_level', 'string'),
]

/**
 * The folder that MLflow's `pyfunc.load_model` opens: our sealed JSON, the module that reads it, and
 * MLflow's description of both. Nothing in it is a pickle.
 */
export async function modelFolder(input: {
  model: StoredModel
  bytes: Uint8Array
  card: Uint8Array
  runId: string
}): Promise<ArtifactFile[]> {
  const { model, bytes, card, runId } = input
  const description = {
    flavors: {
      python_function: {
        loader_module: LOADER,
        code: 'code',
        data: MODEL_FILE,
        env: { virtualenv: 'python_env.yaml' },
        python_version: PYTHON_VERSION,
      },
    },
    mlflow_version: MLFLOW_VERSION,
    model_uuid: model.sha256.slice(0, 32),
    run_id: runId,
    signature: {
      inputs: JSON.stringify(INPUTS),
      outputs: JSON.stringify(OUTPUTS),
      params: null,
    },
    metadata: { name: model.manifest.name, sha256: model.sha256 },
  }
  const environment = { python: PYTHON_VERSION, dependencies: ['-r requirements.txt'] }
  return [
    { path: MODEL_FILE, bytes },
    { path: 'card.md', bytes: card },
    { path: `code/${LOADER}.py`, bytes: await readFile(LOADER_PATH) },
    { path: 'requirements.txt', bytes: Buffer.from(`${REQUIREMENTS.join('\n')}\n`) },
    { path: 'python_env.yaml', bytes: Buffer.from(stringify(environment)) },
    { path: 'MLmodel', bytes: Buffer.from(stringify(description, { lineWidth: 0 })) },
  ].map((file) => ({ ...file, path: `${MODEL_FOLDER}/${file.path}` }))
}
