import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { evaluateForest } from '../../app/evaluation/evaluate-forest.ts'
import { parseForestSettings } from '../../app/forest/forest-settings.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { runTraining } from '../../app/forest/training.ts'
import { logTraining } from '../../app/tracking/log-training.ts'
import { mlflowCandidates } from '../../app/tracking/mlflow-candidates.ts'
import { createMlflowClient, type MlflowClient } from '../../app/tracking/mlflow-client.ts'
import { startOwnMlflow } from '../tracking/mlflow-server.ts'
import { atLeast, atMost, type Bench, type BenchContext, type BenchRow } from './bench.ts'
import { generatedTable } from './generated-table.ts'
import { pacedLoad } from './paced-load.ts'
import { PREDICT_PATH, predictBodies } from './predict-bodies.ts'
import { createServiceHome, type ServiceProcess, startService } from './service-process.ts'

const REQUESTS_PER_SECOND = 200
const ROWS = 100_000

/** Trains models of the shipped one's size, and keeps each in MLflow as a version of its own. */
async function keepModels(client: MlflowClient, count: number): Promise<number> {
  const table = generatedTable(ROWS, 'clustered')
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-bench-models-'))
  let bytesOfOne = 0
  for (let seed = 1; seed <= count; seed++) {
    const { bytes } = runTraining({ table, settings: parseForestSettings({ seed }) })
    const model = readModel(bytes)
    const write = (name: string, content: string | Uint8Array): string => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    await logTraining(client, {
      modelFile: write('model.json', bytes),
      cardFile: write('card.md', '# Card\n'),
      reportFile: write('report.html', '<html></html>'),
      evaluation: evaluateForest({ table, model, settings: { resamples: 2 } }),
      dataFingerprint: model.manifest.fingerprint,
      dvcRevision: null,
    })
    bytesOfOne = bytes.length
  }
  rmSync(folder, { recursive: true, force: true })
  return bytesOfOne
}

/** The digest of the model that answers now. */
async function servedDigest({ metricsUrl }: ServiceProcess): Promise<string> {
  const text = await (await fetch(metricsUrl)).text()
  const digest = /^model_info\{.*sha256="([0-9a-f]{64})"/m.exec(text)?.[1]
  if (digest === undefined) throw new Error(`${metricsUrl} shows no model`)
  return digest
}

async function measure({ quick, progress }: BenchContext): Promise<BenchRow[]> {
  const seconds = quick ? 10 : 40
  const models = quick ? 3 : 8
  const mlflow = await startOwnMlflow()
  const home = createServiceHome()
  try {
    const client = createMlflowClient({ url: mlflow.url })
    progress(`${models} models are trained and kept in MLflow`)
    const bytes = await keepModels(client, models)
    const registry = mlflowCandidates(client)
    const promoteVersion = async (version: string): Promise<void> => {
      await registry.keepDecision(version, { promote: true, reasons: [] })
      await registry.makeChampion(version)
    }
    Object.assign(home.env, { MLFLOW_TRACKING_URI: mlflow.url, MLFLOW_REFRESH_SECONDS: '1' })
    const service = await startService(home)
    try {
      return await reloadUnderLoad({
        service,
        apiKey: home.apiKey,
        seconds,
        models,
        bytes,
        promoteVersion,
        progress,
      })
    } finally {
      await service.stop()
    }
  } finally {
    home.remove()
    await mlflow.stop()
  }
}

/** Names one champion after another while requests come at a fixed rate. */
async function reloadUnderLoad(on: {
  service: ServiceProcess
  apiKey: string
  seconds: number
  models: number
  bytes: number
  promoteVersion: (version: string) => Promise<void>
  progress: (message: string) => void
}): Promise<BenchRow[]> {
  const { service, models, bytes, promoteVersion, progress } = on
  const paced = { requestsPerSecond: REQUESTS_PER_SECOND, bodies: predictBodies(1000) }
  const url = service.url + PREDICT_PATH
  const load = (seconds: number) => pacedLoad({ url, apiKey: on.apiKey, seconds, ...paced })
  progress('requests without a change of the model')
  await load(2)
  const calm = await load(on.seconds / 4)
  progress('requests while the champion changes again and again')
  const under = load(on.seconds)
  let isOver = false
  void under.then(() => {
    isOver = true
  })
  let reloads = 0
  for (let turn = 0; !isOver; turn++) {
    const before = await servedDigest(service)
    await promoteVersion(String(1 + (turn % models)))
    while (!isOver && (await servedDigest(service)) === before) await delay(50)
    if (!isOver) reloads++
  }
  const busy = await under
  return [
    {
      name: 'Failed requests while the model is reloaded',
      measured: busy.failures,
      unit: '',
      target: atMost(0),
      notes: `${busy.sent} predictions at ${REQUESTS_PER_SECOND}/s, ${reloads} reloads of ${(bytes / 1e6).toFixed(1)} MB from a real MLflow on the same machine`,
    },
    {
      name: 'Reloads in that time',
      measured: reloads,
      unit: '',
      target: atLeast(3),
    },
    {
      name: 'p99 latency while the model is reloaded',
      measured: busy.p99Ms,
      unit: 'ms',
      target: atMost(100),
      notes: `median ${busy.p50Ms.toFixed(1)} ms, slowest ${busy.maxMs.toFixed(0)} ms`,
    },
    {
      name: 'p99 latency without a change of the model',
      measured: calm.p99Ms,
      unit: 'ms',
      notes: `median ${calm.p50Ms.toFixed(1)} ms, slowest ${calm.maxMs.toFixed(0)} ms`,
    },
  ]
}

/** Changing the model under load: nobody may notice. */
export const bench: Bench = {
  name: 'model-reload',
  title: 'Model reload under load',
  run: measure,
}
