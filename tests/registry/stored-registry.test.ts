import { readFileSync, rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseForestSettings } from '../../app/forest/forest-settings.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { runTraining } from '../../app/forest/training.ts'
import { createLogger } from '../../app/logging/logger.ts'
import { createMetrics } from '../../app/metrics/metrics.ts'
import { openRegistry } from '../../app/registry/stored-registry.ts'
import { SHIPPED_MODEL } from '../../app/service.ts'
import { createServedModel } from '../../app/serving/served-model.ts'
import { addModel } from '../../app/store/model-versions.ts'
import { openStore, type Store } from '../../app/store/store.ts'
import { syntheticTable } from '../forest/synthetic-table.ts'
import { copyOfEmptyDatabase } from '../http/start-service.ts'
import { until } from '../until.ts'

const REFRESH_MS = 15_000
const { bytes } = runTraining({
  table: syntheticTable(2000),
  settings: parseForestSettings({ trees: 5 }),
})

describe('the model registry', () => {
  let dataDir: string
  let store: Store
  beforeAll(async () => {
    dataDir = copyOfEmptyDatabase()
    store = await openStore({ dataDir, synced: false })
  })
  afterAll(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  beforeEach(async () => {
    await store.pool.query('truncate model_versions restart identity')
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const open = async () => {
    const served = createServedModel(createMetrics())
    const logger = createLogger('silent')
    const registry = await openRegistry({ db: store.db, served, path: SHIPPED_MODEL, logger })
    return { registry, version: () => served.current().identity.version }
  }
  const keepTrained = async (): Promise<number> => {
    const { sha256, manifest } = readModel(bytes)
    const { name } = manifest
    const file = Buffer.from(bytes)
    return (await addModel(store.db, { name, sha256, file, source: 'table', metrics: {} })).version
  }
  const damage = (version: number, file: Uint8Array) =>
    store.pool.query('update model_versions set file = $1 where version = $2', [file, version])
  const serving = async (): Promise<number> =>
    (await store.pool.query('select version from model_versions where serving_since is not null'))
      .rows[0].version

  it('serves a kept version again, and keeps to it after a restart', async () => {
    const first = await open()
    const trained = await keepTrained()
    expect(await first.registry.serve(trained)).toMatchObject({ version: trained, serving: true })
    expect(first.version()).toBe(trained)
    expect(await first.registry.serve(99)).toBeUndefined()
    first.registry.close()
    const second = await open()
    expect(second.version()).toBe(trained)
    second.registry.close()
  })

  it('refuses to serve a damaged version: the one before stays, here and in the database', async () => {
    const { registry, version } = await open()
    const trained = await keepTrained()
    await damage(trained, bytes.subarray(0, -1))
    await expect(registry.serve(trained)).rejects.toThrow('is it truncated?')
    await damage(trained, readFileSync(SHIPPED_MODEL))
    await expect(registry.serve(trained)).rejects.toThrow('is not the file that was kept')
    expect([version(), await serving()]).toEqual([1, 1])
    registry.close()
  })

  it('puts back the version promoted before when the serving one is damaged at the start', async () => {
    const first = await open()
    const trained = await keepTrained()
    await first.registry.serve(trained)
    first.registry.close()
    await damage(trained, bytes.subarray(0, -1))
    const second = await open()
    expect([second.version(), await serving()]).toEqual([1, 1])
    second.registry.close()
  })

  it('serves nothing when no kept version is whole', async () => {
    const first = await open()
    const trained = await keepTrained()
    await first.registry.serve(trained)
    first.registry.close()
    await damage(1, bytes.subarray(0, -1))
    await damage(trained, bytes.subarray(0, -1))
    await expect(open()).rejects.toThrow('is it truncated?')
  })

  it('serves the shipped model from its file, whatever became of the kept copy', async () => {
    const first = await open()
    first.registry.close()
    await damage(1, bytes.subarray(0, -1))
    const second = await open()
    expect(second.version()).toBe(1)
    second.registry.close()
  })

  it('follows the promotion of another replica, unless that model is damaged', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const [here, there] = [await open(), await open()]
    const trained = await keepTrained()
    await there.registry.serve(trained)
    expect(here.version()).toBe(1)
    vi.advanceTimersByTime(REFRESH_MS)
    await until('the promotion arrived', () => (here.version() === trained ? true : undefined))

    await there.registry.serve(1)
    await damage(1, bytes.subarray(0, -1))
    vi.advanceTimersByTime(REFRESH_MS)
    // The refresh asked first on the only connection: its answers are here before this one's.
    for (let n = 0; n < 3; n++) await store.pool.query('select 1')
    expect(here.version()).toBe(trained)
    here.registry.close()
    there.registry.close()
  })
})
