import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { seal } from '../../app/forest/model-seal.ts'
import { createLogger } from '../../app/logging/logger.ts'
import { createMetrics, type Metrics } from '../../app/metrics/metrics.ts'
import { openRegistry, type StoredRegistry } from '../../app/registry/stored-registry.ts'
import { SHIPPED_MODEL } from '../../app/service.ts'
import { createServedModel, type ServedModel } from '../../app/serving/served-model.ts'
import { openStore, type Store } from '../../app/store/store.ts'
import {
  type ChampionFollower,
  type FollowParts,
  followChampion,
} from '../../app/tracking/follow-champion.ts'
import { createMlflowClient } from '../../app/tracking/mlflow-client.ts'
import { copyOfEmptyDatabase } from '../http/start-service.ts'
import { until } from '../until.ts'
import { type Behaviour, type MlflowDouble, startMlflowDouble } from './mlflow-double.ts'
import { type TrainedModel, trainSmall } from './trained-model.ts'

const STAY = {
  age: 71,
  num_conditions: 9,
  num_medications: 14,
  recent_encounters: 2,
  gender_encoded: 1,
} as const

const PROMOTED = { promote: true, reasons: [{ rule: 'card', passed: true, detail: 'complete' }] }

const tagsOf = ({ model }: TrainedModel, decision: unknown = PROMOTED): Record<string, string> => ({
  'dataspace.sha256': model.sha256,
  'dataspace.decision': JSON.stringify(decision),
})

describe('following the champion', () => {
  let dataDir: string
  let store: Store
  let first: TrainedModel
  let second: TrainedModel
  beforeAll(async () => {
    dataDir = copyOfEmptyDatabase()
    store = await openStore({ dataDir, synced: false })
    first = trainSmall({ seed: 1 })
    second = trainSmall({ seed: 2 })
  })
  afterAll(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
    first.remove()
    second.remove()
  })

  let double: MlflowDouble
  let metrics: Metrics
  let served: ServedModel
  let registry: StoredRegistry
  let follower: ChampionFollower | undefined
  beforeEach(async () => {
    await store.pool.query('truncate model_versions restart identity')
    await store.pool.query("delete from service_facts where name = 'followed champion'")
    double = await startMlflowDouble()
    metrics = createMetrics()
    served = createServedModel(metrics)
    const logger = createLogger('silent')
    registry = await openRegistry({ db: store.db, served, path: SHIPPED_MODEL, logger })
  })
  afterEach(async () => {
    await follower?.close()
    follower = undefined
    registry.close()
    await double.close()
  })

  const follow = (more: Partial<FollowParts> = {}): ChampionFollower => {
    const client = createMlflowClient({ url: double.url, timeoutMs: 1000 })
    const logger = createLogger('silent')
    follower = followChampion({ client, registry, metrics, logger, everyMs: 5, ...more })
    return follower
  }
  const untilState = (wanted: string) =>
    until(`the state is ${wanted}`, () => (follower?.state() === wanted ? true : undefined))
  const untilServed = ({ model }: TrainedModel) =>
    until('the model serves', () => (sha256() === model.sha256 ? true : undefined))
  const sha256 = (): string => served.current().identity.sha256
  const gauge = async () => (await metrics.modelSourceHealthy.get()).values[0]?.value
  const reloads = async (result: string) =>
    (await metrics.modelReloads.get()).values.find(({ labels }) => labels.result === result)?.value
  const offer = (trained: TrainedModel, version = '1'): void => {
    double.champion = { version, tags: tagsOf(trained), bytes: trained.bytes }
  }

  it('serves the champion, keeps it with the decision on it, and then its successor', async () => {
    offer(first)
    await follow().first
    expect(served.current().identity).toEqual({
      name: first.model.manifest.name,
      version: 2,
      sha256: first.model.sha256,
    })
    expect(served.current().predictor.predict(STAY).score).toBeGreaterThan(0)
    expect(await registry.list()).toMatchObject([
      { version: 2, source: 'mlflow double/1', serving: true, reasons: PROMOTED.reasons },
      { version: 1, source: 'shipped', serving: false },
    ])
    offer(second, '2')
    await untilServed(second)
    await until('it is counted', async () => ((await reloads('success')) === 2 ? true : undefined))
    expect(await gauge()).toBe(1)
  })

  it('goes on with the model it has while no version is champion', async () => {
    const shipped = sha256()
    await follow().first
    expect([follower?.state(), sha256(), await gauge()]).toEqual(['no champion', shipped, 1])
  })

  const NONSENSE: Behaviour[] = [
    'with a sign-in page',
    'with other JSON',
    'with a server error',
    'with a refused host',
    'with a redirect',
    'without end',
    'not at all',
    'by hanging up',
  ]
  it('keeps the last good model while MLflow answers nonsense or nothing, and follows again', async () => {
    offer(first)
    await follow().first
    for (const behaviour of NONSENSE) {
      double.behaviour = behaviour
      await untilState('unavailable')
      expect([behaviour, sha256(), await gauge()]).toEqual([behaviour, first.model.sha256, 0])
      double.behaviour = 'truthfully'
      await untilState('following')
      await until('the gauge is 1', async () => ((await gauge()) === 1 ? true : undefined))
    }
    expect([await reloads('success'), await reloads('failure')]).toEqual([1, undefined])
    offer(second, '2')
    await untilServed(second)
  })

  it('keeps the last good model over a restart without MLflow', async () => {
    offer(first)
    await follow().first
    await follower?.close()
    registry.close()
    await double.close()
    served = createServedModel(createMetrics())
    const logger = createLogger('silent')
    registry = await openRegistry({ db: store.db, served, path: SHIPPED_MODEL, logger })
    await follow().first
    expect([follower?.state(), sha256()]).toEqual(['unavailable', first.model.sha256])
    double = await startMlflowDouble()
  })

  const flipped = (bytes: Uint8Array): Uint8Array => {
    const other = Buffer.from(bytes)
    other[500]! ^= 1
    return other
  }
  const champion = (other: Partial<MlflowDouble['champion']>): MlflowDouble['champion'] => ({
    version: '2',
    tags: tagsOf(second),
    bytes: second.bytes,
    ...other,
  })
  const decided = (decision: unknown) => champion({ tags: tagsOf(second, decision) })

  it('refuses a champion that is damaged, not ours, or without the word of the gate', async () => {
    const { sha256: digest } = second.model
    const refused: Record<string, MlflowDouble['champion']> = {
      'a changed bit': champion({ bytes: flipped(second.bytes) }),
      'no seal': champion({ bytes: Buffer.from('{"name":"RFClassifier"}') }),
      'a seal on something else': champion({ bytes: seal('{"name":"x","dataspace":{"a":1') }),
      'another whole model': champion({ bytes: first.bytes }),
      'no digest': champion({ tags: { 'dataspace.decision': JSON.stringify(PROMOTED) } }),
      'no decision': champion({ tags: { 'dataspace.sha256': digest } }),
      'a refusal': decided({ ...PROMOTED, promote: false }),
      'a decision that is none': decided('yes'),
    }
    offer(first)
    await follow().first
    let failures = 0
    for (const [reason, offered] of Object.entries(refused)) {
      double.champion = offered
      await untilState('refused')
      expect([reason, sha256(), await gauge()]).toEqual([reason, first.model.sha256, 0])
      expect(await reloads('failure'), reason).toBeGreaterThan(failures)
      offer(first)
      await untilState('following')
      failures = (await reloads('failure')) ?? 0
    }
    expect((await registry.list()).map(({ source }) => source)).toEqual([
      ...['mlflow double/1', 'shipped'],
    ])
    offer(second, '3')
    await untilServed(second)
  })

  it('does not serve half a file, and tries again', async () => {
    offer(first)
    double.behaviour = 'with half a file'
    const shipped = sha256()
    await follow().first
    expect([follower?.state(), sha256()]).toEqual(['refused', shipped])
    double.behaviour = 'truthfully'
    await untilServed(first)
  })

  it('lets an administrator roll back until the champion changes', async () => {
    offer(first)
    await follow().first
    await registry.serve(1)
    const looks = double.tokens.length
    await until('it looked twice', () => (double.tokens.length > looks + 1 ? true : undefined))
    expect(served.current().identity.version).toBe(1)
    offer(second, '2')
    await untilServed(second)
  })

  it('takes the same version number with another digest for another champion', async () => {
    offer(first)
    await follow().first
    offer(second)
    await untilServed(second)
  })

  it('serves nothing that could not be recorded before', async () => {
    offer(first)
    const shipped = sha256()
    const records: unknown[] = []
    let isDown = true
    follow({
      recordAdoption: async (adoption) => {
        records.push([adoption, sha256()])
        if (isDown) throw new Error('audit trail unavailable')
      },
    })
    await untilState('unavailable')
    expect(sha256()).toBe(shipped)
    isDown = false
    await untilServed(first)
    const adoption = { champion: 'mlflow double/1', version: 2, sha256: first.model.sha256 }
    expect(records.at(-1)).toEqual([adoption, shipped])
  })

  it('sends the token of its file as it is at each request', async () => {
    const tokenFile = join(dataDir, 'token')
    writeFileSync(tokenFile, 'one\n')
    const client = createMlflowClient({ url: double.url, tokenFile })
    follow({ client })
    await until('the token is sent', () => double.tokens.includes('Bearer one') || undefined)
    writeFileSync(tokenFile, 'two\n')
    await until('the other is sent', () => double.tokens.includes('Bearer two') || undefined)
    rmSync(tokenFile)
    await untilState('unavailable')
  })
})
