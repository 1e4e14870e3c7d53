import { randomUUID } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { parseForestSettings } from '../../app/forest/forest-settings.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { runTraining } from '../../app/forest/training.ts'
import { createLogger } from '../../app/logging/logger.ts'
import { createMetrics } from '../../app/metrics/metrics.ts'
import type { DecisionRecord } from '../../app/promotion/promote.ts'
import { openRegistry, type StoredRegistry } from '../../app/registry/stored-registry.ts'
import { createRetraining, type RetrainingParts } from '../../app/retraining/stored-retraining.ts'
import { SHIPPED_MODEL } from '../../app/service.ts'
import { createServedModel } from '../../app/serving/served-model.ts'
import { addModel } from '../../app/store/model-versions.ts'
import { openStore, type Store } from '../../app/store/store.ts'
import { HEADER, REALISTIC, staysTable } from '../cli/stays-table.ts'
import { syntheticStays, syntheticTable } from '../forest/synthetic-table.ts'
import { copyOfEmptyDatabase } from '../http/start-service.ts'
import { until } from '../until.ts'

const REQUEST = { patients: 5000, actor: 'user:1', requestId: randomUUID() }
const STAYS = syntheticStays(3000)

describe('a retraining', () => {
  let dataDir: string
  let store: Store
  let registry: StoredRegistry
  const decisions: DecisionRecord[] = []
  beforeAll(async () => {
    dataDir = copyOfEmptyDatabase()
    store = await openStore({ dataDir, synced: false })
  })
  afterAll(async () => {
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
  beforeEach(async () => {
    decisions.length = 0
    await store.pool.query('truncate training_runs, model_versions restart identity')
    const served = createServedModel(createMetrics())
    const logger = createLogger('silent')
    registry = await openRegistry({ db: store.db, served, path: SHIPPED_MODEL, logger })
  })
  afterEach(() => registry.close())

  const retraining = (parts: Partial<RetrainingParts> = {}) =>
    createRetraining({
      db: store.db,
      registry,
      source: async () => ({ name: 'table', order: { stays: STAYS } }),
      recordDecision: async (decision) => decisions.push(decision),
      owner: randomUUID(),
      alone: true,
      logger: createLogger('silent'),
      ...parts,
    })
  const ended = (one: ReturnType<typeof retraining>) =>
    until('the training ended', async () => {
      const status = await one.status()
      return status.running ? undefined : status
    })

  it('that can no longer be stopped says so, and its candidate is kept', async () => {
    let decided = (): void => {}
    const reached = Promise.withResolvers<void>()
    const recordDecision = (decision: DecisionRecord) => {
      decisions.push(decision)
      reached.resolve()
      return new Promise<void>((resolve) => {
        decided = resolve
      })
    }
    const one = retraining({ recordDecision })
    expect(await one.start(REQUEST)).toBe(true)
    await reached.promise
    const cancelled = one.cancel()
    decided()
    expect(await cancelled).toBe(false)
    expect((await one.status()).outcome).toBe(decisions[0]?.promoted ? 'promoted' : 'refused')
    expect(await registry.list()).toHaveLength(2)
  })

  it('that is stopped in time keeps nothing and decides nothing', async () => {
    const one = retraining()
    await one.start(REQUEST)
    expect(await one.cancel()).toBe(true)
    expect(await one.status()).toMatchObject({ running: false, outcome: 'cancelled', error: null })
    expect(await registry.list()).toHaveLength(1)
    expect(decisions).toEqual([])
    expect(await one.cancel()).toBe(false)
  })

  it('does not replace a model that it was not compared with', async () => {
    const { bytes } = runTraining({
      table: syntheticTable(2000),
      settings: parseForestSettings({ trees: 5 }),
    })
    const { sha256 } = readModel(bytes)
    const other = { name: 'other', sha256, file: Buffer.from(bytes), source: 'table', metrics: {} }
    const changing: StoredRegistry = {
      ...registry,
      add: async (candidate) => {
        await registry.serve((await addModel(store.db, other)).version)
        return registry.add(candidate)
      },
    }
    const one = retraining({ registry: changing })
    await one.start(REQUEST)
    const { outcome, reasons } = await ended(one)
    expect(outcome).toBe('refused')
    expect(reasons.at(-1)).toEqual({
      rule: 'same serving model',
      passed: false,
      detail: expect.stringMatching(
        `^compared with model [0-9a-f]{12}, but model ${sha256.slice(0, 12)} serves now; judge it again$`,
      ),
    })
    expect(decisions[0]?.promoted).toBe(false)
  })

  it('whose decision the audit trail does not take fails, and the model before serves on', async () => {
    const csv = join(dataDir, 'stays.csv')
    writeFileSync(csv, staysTable(40_000, REALISTIC).join('\n'))
    const recordDecision = (decision: DecisionRecord) => {
      decisions.push(decision)
      return Promise.reject(new Error('The audit trail is away'))
    }
    const source = async () => ({ name: 'table', order: { csv } })
    const one = retraining({ recordDecision, source })
    await one.start({ ...REQUEST, patients: 1_000_000 })
    expect(await ended(one)).toMatchObject({ outcome: 'failed', error: 'The audit trail is away' })
    expect(decisions).toMatchObject([{ version: 2, promoted: true }])
    expect((await registry.serving()).version).toBe(1)
  })

  it('that another replica gave up keeps nothing', async () => {
    const source = async () => {
      await store.pool.query(`update training_runs set status = 'interrupted'`)
      return { name: 'table', order: { stays: STAYS } }
    }
    const one = retraining({ source })
    await one.start(REQUEST)
    await until('the next one starts', async () => ((await one.start(REQUEST)) ? true : undefined))
    await one.close()
    expect(await registry.list()).toHaveLength(1)
    expect(decisions).toEqual([])
    expect((await one.status()).outcome).toBe('interrupted')
  })

  it('whose end could not be recorded does not block the next one', async () => {
    const one = retraining()
    await one.start(REQUEST)
    await one.cancel()
    await store.pool.query(`update training_runs set status = 'running', completed_at = null`)
    expect(await one.status()).toMatchObject({ running: false, outcome: 'interrupted' })
    expect(await one.start(REQUEST)).toBe(true)
    await one.close()
  })

  it('is interrupted by closing, also while it starts, and none starts after that', async () => {
    const one = retraining()
    const starting = one.start(REQUEST)
    await one.close()
    expect(await starting).toBe(true)
    expect(await one.status()).toMatchObject({ running: false, outcome: 'interrupted' })
    expect(await one.start(REQUEST)).toBe(false)
  })

  it('is one at a time, also between two replicas', async () => {
    const [one, other] = [retraining({ alone: false }), retraining({ alone: false })]
    const started = await Promise.all([
      one.start(REQUEST),
      one.start(REQUEST),
      other.start(REQUEST),
    ])
    expect(started.filter(Boolean)).toHaveLength(1)
    expect((await other.status()).running).toBe(true)
    await Promise.all([one.close(), other.close()])
  })

  it('tells bad rows of its table by place, never by value', async () => {
    const csv = join(dataDir, 'bad-stays.csv')
    const row = 'p1,dkfz,70,male,3,12,1,0,0'
    writeFileSync(csv, [HEADER, row, row.replace('70', 'Mustermann')].join('\n'))
    const one = retraining({ source: async () => ({ name: 'table', order: { csv } }) })
    await one.start(REQUEST)
    expect(await ended(one)).toMatchObject({
      outcome: 'failed',
      error: 'The table has 1 bad row(s); allowed are:\nline 3, age: whole numbers 0 to 120',
    })
  })
})
