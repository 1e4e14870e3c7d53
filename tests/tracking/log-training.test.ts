import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FEATURE_BOUNDS, FEATURES, type FeatureRow } from '../../app/forest/features.ts'
import type { StoredModel } from '../../app/forest/model.ts'
import { createPredictor } from '../../app/forest/predictor.ts'
import { RandomSource } from '../../app/forest/random-source.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { readModelFile } from '../../app/forest/read-model-file.ts'
import { writeModel } from '../../app/forest/write-model.ts'
import { SHIPPED_MODEL } from '../../app/service.ts'
import { logTraining } from '../../app/tracking/log-training.ts'
import {
  createMlflowClient,
  type MlflowClient,
  type RegisteredVersion,
} from '../../app/tracking/mlflow-client.ts'
import { modelFolder } from '../../app/tracking/model-folder.ts'
import { isPrepared } from '../python/environment.ts'
import { runPeer } from '../python/run-peer.ts'
import { startMlflow } from './mlflow-server.ts'
import { type TrainedModel, trainSmall } from './trained-model.ts'

const MODEL = 'log-training-test'
const ROWS = 10_000

type Answers = Record<'score' | 'probability' | 'risk_level', (number | string)[]>

/** Stays over the whole of what is allowed, the bounds included, gender unknown in one of five. */
function rows(count: number): FeatureRow[] {
  const random = new RandomSource(7, 0)
  const value = (feature: keyof FeatureRow): number => {
    const { min, max } = FEATURE_BOUNDS[feature]
    return min + random.below(max - min + 1)
  }
  return Array.from({ length: count }, (_, row) => ({
    age: value('age'),
    // Most real stays have few of each: half of the rows are drawn there.
    num_conditions: row % 2 ? random.below(17) : value('num_conditions'),
    num_medications: row % 2 ? random.below(40) : value('num_medications'),
    recent_encounters: row % 2 ? random.below(8) : value('recent_encounters'),
    gender_encoded: row % 5 === 0 ? null : (random.below(2) as 0 | 1),
  }))
}

/** What the service answers, one array an output. */
function served(model: StoredModel, stays: FeatureRow[]): Answers {
  const predictor = createPredictor(model)
  const answers = stays.map((row) => predictor.predict(row))
  return {
    score: answers.map(({ score }) => score),
    probability: answers.map(({ probability }) => probability),
    risk_level: answers.map(({ level }) => level),
  }
}

describe.skipIf(!isPrepared())('a training kept in a real MLflow', () => {
  let url: string
  let client: MlflowClient
  let trained: TrainedModel
  let version: RegisteredVersion
  beforeAll(async () => {
    url = (await startMlflow()).url
    client = createMlflowClient({ url })
    trained = trainSmall({ modelName: MODEL })
    version = await logTraining(client, trained.training)
  }, 100_000)
  afterAll(() => trained?.remove())

  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  const ask = async (path: string): Promise<any> =>
    (await fetch(`${url}/api/2.0/mlflow/${path}`)).json()
  const theRun = async () => {
    const { model_version: kept } = await ask(
      `model-versions/get?name=${MODEL}&version=${version.version}`,
    )
    return (await ask(`runs/get?run_id=${kept.run_id}`)).run
  }
  const asRecord = (pairs: { key: string; value: string | number }[]) =>
    Object.fromEntries(pairs.map(({ key, value }) => [key, value]))

  it('is a run with parameters, fingerprint and revision of the data, and the metrics', async () => {
    const { info, data } = await theRun()
    expect(info.status).toBe('FINISHED')
    expect(asRecord(data.params)).toMatchObject({
      trees: '8',
      seed: '42',
      data_fingerprint: trained.model.manifest.fingerprint,
      dvc_revision: 'a1b2c3d',
      model_sha256: trained.model.sha256,
    })
    const { overall, subgroups, worstSubgroup } = trained.training.evaluation
    const ukhd = subgroups.find(({ group }) => group === 'ukhd')?.figures
    expect(ukhd?.ranking).toBeTruthy()
    expect(asRecord(data.metrics)).toMatchObject({
      stays: overall.rows,
      auc: overall.ranking?.auc,
      brier: overall.calibration?.brier,
      worst_subgroup_gap: worstSubgroup?.gap,
      'institution/ukhd/auc': ukhd?.ranking?.auc,
      'institution/ukhd/stays': ukhd?.rows,
      'baseline/threshold_rule/auc': expect.any(Number),
    })
  })

  it('brings report, plots, evaluation, model and card along', async () => {
    const { info } = await theRun()
    const list = async (path: string): Promise<string[]> => {
      const { files } = await ask(`artifacts/list?run_id=${info.run_id}&path=${path}`)
      return files.map((file: { path: string }) => file.path.slice(path.length + 1))
    }
    expect(await list('evaluation')).toEqual([
      ...['evaluation.json', 'reliability.svg', 'report.html', 'roc.svg', 'subgroups.svg'],
    ])
    expect(await list('model')).toEqual([
      ...['MLmodel', 'card.md', 'code', 'python_env.yaml', 'readmission.json', 'requirements.txt'],
    ])
    const at = `${url}/api/2.0/mlflow-artifacts/artifacts/${info.experiment_id}/${info.run_id}/artifacts`
    const plot = await (await fetch(`${at}/evaluation/roc.svg`)).text()
    expect(plot).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><style>/)
    expect(plot).toMatch(/<\/svg>\n$/)
    const bytes = await client.readArtifact(version, 'readmission.json', 10_000_000)
    expect(readModel(bytes).sha256).toBe(trained.model.sha256)
  })

  it('is the candidate, with the digest and the origin of its data as tags', async () => {
    const candidate = await client.versionAt(MODEL, 'candidate')
    expect(candidate?.version).toBe(version.version)
    expect(candidate?.tags).toEqual({
      'dataspace.sha256': trained.model.sha256,
      'dataspace.data_fingerprint': trained.model.manifest.fingerprint,
      'dataspace.dvc_revision': 'a1b2c3d',
    })
    expect(await client.versionAt(MODEL, 'champion')).toBeUndefined()
  })

  it('refuses, before MLflow is asked, files that do not belong together', async () => {
    const elsewhere = createMlflowClient({ url: 'http://127.0.0.1:1' })
    const { training } = trained
    const model = { ...training.evaluation.model, sha256: 'ab'.repeat(32) }
    const evaluation = { ...training.evaluation, model }
    await expect(logTraining(elsewhere, { ...training, evaluation })).rejects.toThrow(
      /^The evaluation is of model abab.*: evaluate it again$/,
    )
    const dataFingerprint = 'cd'.repeat(32)
    await expect(logTraining(elsewhere, { ...training, dataFingerprint })).rejects.toThrow(
      /^The data has the fingerprint cdcd.*: train it again$/,
    )
  })

  it('marks the run as failed where a file cannot be kept, and registers nothing', async () => {
    let runId = ''
    const failing: MlflowClient = {
      ...client,
      createRun: async (run) => {
        const made = await client.createRun(run)
        runId = made.runId
        return made
      },
      putArtifact: () => Promise.reject(new Error('disk full')),
    }
    await expect(logTraining(failing, trained.training)).rejects.toThrow('disk full')
    expect((await ask(`runs/get?run_id=${runId}`)).run.info.status).toBe('FAILED')
    expect((await client.versionAt(MODEL, 'candidate'))?.version).toBe(version.version)
  })

  it(`scores ${ROWS} stays in Python as the service does, to the last bit`, async () => {
    const { model: shipped, bytes } = await readModelFile(SHIPPED_MODEL)
    const { manifest } = shipped
    const other = manifest.calibration.method === 'prior' ? 'isotonic' : 'prior'
    const recalibrated = writeModel({
      ...shipped,
      manifest: { ...manifest, calibration: { ...manifest.calibration, method: other } },
    })
    const damaged = Buffer.from(bytes)
    damaged[1000]! ^= 1
    const folders = {
      shipped: await writeFolder('shipped', bytes),
      recalibrated: await writeFolder('recalibrated', recalibrated),
      damaged: await writeFolder('damaged', damaged),
      truncated: await writeFolder('truncated', bytes.subarray(0, -5)),
    }
    const stays = rows(ROWS)
    const column = { age: [3], num_conditions: [1], num_medications: [1], recent_encounters: [0] }
    const { answers, signature, refusals } = runPeer<{
      answers: Record<string, Answers>
      signature: { inputs: string; outputs: string }
      refusals: Record<string, string | null>
    }>('score_with_mlflow.py', {
      url,
      features: FEATURES,
      rows: stays.map((row) => FEATURES.map((feature) => row[feature])),
      models: {
        registered: `models:/${MODEL}@candidate`,
        recalibrated: folders.recalibrated,
        shipped: folders.shipped,
      },
      refused: {
        'age in months': { ...column, age: [960], gender_encoded: [1] },
        'age as text': { ...column, age: ['old'], gender_encoded: [1] },
        'no gender column': column,
      },
      damaged: { damaged: folders.damaged, truncated: folders.truncated },
    })
    expect(answers.registered).toEqual(served(trained.model, stays))
    expect(answers.shipped).toEqual(served(shipped, stays))
    expect(answers.recalibrated).toEqual(served(readModel(recalibrated), stays))
    expect(new Set(answers.shipped?.risk_level)).toEqual(new Set(['LOW', 'MEDIUM', 'HIGH']))
    expect(JSON.parse(signature.inputs)).toEqual(
      FEATURES.map((name) => {
        return { type: name === 'gender_encoded' ? 'double' : 'long', name, required: true }
      }),
    )
    expect(refusals).toEqual({
      'age in months': 'age: got 960, allowed whole numbers 0 to 120',
      'age as text': expect.stringContaining('Incompatible input types'),
      'no gender column': expect.stringContaining("missing inputs ['gender_encoded']"),
      damaged: 'The model file does not match its SHA-256; it was changed',
      truncated: 'The model file does not end with its SHA-256; is it truncated?',
    })
  }, 120_000)

  /** A model's folder as MLflow would keep it, below the folder of the training. */
  async function writeFolder(name: string, bytes: Uint8Array): Promise<string> {
    const { model } = trained
    const folder = join(dirname(trained.training.modelFile), name)
    for (const file of await modelFolder({ model, bytes, card: Buffer.from(''), runId: 'none' })) {
      mkdirSync(dirname(join(folder, file.path)), { recursive: true })
      writeFileSync(join(folder, file.path), file.bytes)
    }
    return join(folder, 'model')
  }
})
