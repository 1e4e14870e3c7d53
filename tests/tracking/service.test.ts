import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { promote } from '../../app/promotion/promote.ts'
import { logTraining } from '../../app/tracking/log-training.ts'
import { mlflowCandidates } from '../../app/tracking/mlflow-candidates.ts'
import { createMlflowClient, type MlflowClient } from '../../app/tracking/mlflow-client.ts'
import { syntheticTable } from '../forest/synthetic-table.ts'
import { startTestService, type TestService } from '../http/start-service.ts'
import { isPrepared } from '../python/environment.ts'
import { until } from '../until.ts'
import { startMlflow } from './mlflow-server.ts'
import { type TrainedModel, trainSmall } from './trained-model.ts'

const MODEL = 'service-test'
const PATIENT = {
  patient_id: 'patient-1',
  age: 71,
  gender: 'male',
  conditions: ['I50.9', 'E11.9'],
  medications: ['C03CA01'],
  recent_encounters: 2,
}

describe.skipIf(!isPrepared())('the service with a real MLflow', () => {
  let client: MlflowClient
  let service: TestService
  let first: TrainedModel
  let second: TrainedModel
  beforeAll(async () => {
    const { url } = await startMlflow()
    client = createMlflowClient({ url })
    first = trainSmall({ seed: 3, modelName: MODEL })
    second = trainSmall({ seed: 4, modelName: MODEL })
    await makeChampion(first)
    service = await startTestService({
      MLFLOW_TRACKING_URI: url,
      MLFLOW_MODEL_NAME: MODEL,
      MLFLOW_REFRESH_SECONDS: '1',
    })
  }, 100_000)
  afterAll(async () => {
    await service?.close()
    first?.remove()
    second?.remove()
  })

  const makeChampion = async (trained: TrainedModel): Promise<void> => {
    const { name, version } = await logTraining(client, trained.training)
    const registry = mlflowCandidates(client, name)
    await registry.keepDecision(version, { promote: true, reasons: [] })
    await registry.makeChampion(version)
  }
  const predict = async () => {
    const answer = await service.call('POST', '/api/v1/predict', { body: PATIENT })
    return { status: answer.status, sha256: answer.json?.model?.sha256 as string }
  }

  it('serves the champion, and says so', async () => {
    const { services } = await until('it follows', async () => {
      const { json } = await service.call('GET', '/health')
      return json.services.model_source === 'following' ? json : undefined
    })
    expect(services).toMatchObject({ mlflow: 'available', model: 'available' })
    expect(await predict()).toEqual({ status: 200, sha256: first.model.sha256 })
    const metrics = await (await fetch(service.metricsUrl)).text()
    expect(metrics).toMatch(/^model_source_healthy 1$/m)
    expect(metrics).toMatch(/^model_reloads_total\{result="success"\} 1$/m)
  })

  it('changes to a new champion while it answers: every request, by one model or the other', async () => {
    const answers: Awaited<ReturnType<typeof predict>>[] = []
    let isChanged = false
    const load = async (): Promise<void> => {
      while (!isChanged) answers.push(await predict())
    }
    const clients = Promise.all([load(), load(), load(), load()])
    try {
      await makeChampion(second)
      await until('the new champion answers', () =>
        answers.at(-1)?.sha256 === second.model.sha256 ? true : undefined,
      )
    } finally {
      isChanged = true
      await clients
    }
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    const models = [...new Set(answers.map(({ sha256 }) => sha256))]
    expect(models).toEqual([first.model.sha256, second.model.sha256])
  })

  it('keeps the model with its origin, for a way back', async () => {
    const token = await service.token()
    const { json } = await service.call('GET', '/api/v1/admin/models', { token, key: null })
    expect(json.models).toMatchObject([
      { source: `mlflow ${MODEL}/2`, serving: true },
      { source: `mlflow ${MODEL}/1`, serving: false },
      { source: 'shipped', serving: false },
    ])
  })

  it('takes the decision of the promotion gate, kept with the version it is on', async () => {
    const third = trainSmall({ seed: 5, modelName: MODEL })
    const { version } = await logTraining(client, third.training)
    third.remove()
    const registry = mlflowCandidates(client, MODEL)
    const recorded: unknown[] = []
    const decision = await promote(
      { registry, recordDecision: async (record) => recorded.push(record) },
      {
        actor: 'user:1',
        requestId: 'r1',
        table: syntheticTable(3000),
        verdict: { refuse: true, reason: 'the data of June are missing' },
      },
    )
    expect(decision.promote).toBe(false)
    expect(recorded).toMatchObject([
      { registry: `mlflow ${MODEL}`, version: 3, sha256: third.model.sha256, promoted: false },
    ])
    const candidate = await registry.candidate()
    expect(candidate).toMatchObject({
      version,
      sha256: third.model.sha256,
      refusal: 'user:1: the data of June are missing',
    })
    expect((await registry.champion())?.sha256).toBe(second.model.sha256)
  })
})
