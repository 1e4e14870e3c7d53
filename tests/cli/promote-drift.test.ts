import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseForestSettings } from '../../app/forest/forest-settings.ts'
import { readModel } from '../../app/forest/read-model.ts'
import { runTraining } from '../../app/forest/training.ts'
import { addModel } from '../../app/store/model-versions.ts'
import { openStore } from '../../app/store/store.ts'
import { syntheticTable } from '../forest/synthetic-table.ts'
import { copyOfEmptyDatabase } from '../http/start-service.ts'
import { runCommand } from './run-command.ts'
import { REALISTIC, staysTable } from './stays-table.ts'

describe('dataspace promote and dataspace drift check', () => {
  let dataDir: string
  let environment: Record<string, string>
  beforeAll(async () => {
    dataDir = copyOfEmptyDatabase()
    const table = join(dataDir, 'stays.csv')
    writeFileSync(table, `${staysTable(10_000, REALISTIC).join('\n')}\n`)
    environment = { DATA_DIR: dataDir, TRAINING_DATA_PATH: table, DRIFT_MIN_CASES: '100' }
  })
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  const withStore = async <T>(
    work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>,
  ) => {
    const store = await openStore({ dataDir, synced: false })
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }
  const decisions = () =>
    withStore(async ({ pool }) => {
      const { rows } = await pool.query(
        `select actor, outcome, details->'version' as version from audit_rows
         where kind = 'promotion' order by seq`,
      )
      return rows
    })

  it('say what is wrong before anything is done', async () => {
    const nowhere = { DATA_DIR: join(dataDir, 'nowhere') }
    const lost = await runCommand(['promote'], nowhere)
    expect(lost).toMatchObject({ code: 3 })
    expect(lost.stderr).toContain('There is no database in')
    expect((await runCommand(['drift', 'check'], nowhere)).code).toBe(3)
    const blank = await runCommand(['promote', '--refuse', '  '], environment)
    expect(blank.code).toBe(2)
  })

  it('find no candidate where none is, and no drift where nothing was served', async () => {
    const none = await runCommand(['promote'], environment)
    expect(none).toMatchObject({ code: 1 })
    expect(none.stderr).toContain('There is no candidate')
    const drift = await runCommand(['drift', 'check', '--json'], environment)
    expect(drift.code).toBe(0)
    expect(JSON.parse(drift.stdout)).toMatchObject({ drifted: false, model_version: 1 })
  })

  it('refuse by the gate with 1 and every reason, and by a person for good', async () => {
    await withStore(async ({ db }) => {
      const { bytes } = runTraining({
        table: syntheticTable(2000),
        settings: parseForestSettings({ trees: 5 }),
      })
      const { sha256, manifest } = readModel(bytes)
      const file = Buffer.from(bytes)
      await addModel(db, { name: manifest.name, sha256, file, source: 'table', metrics: {} })
    })
    const judged = await runCommand(['promote', '--json'], environment)
    expect(judged.code).toBe(1)
    const { promote, reasons } = JSON.parse(judged.stdout)
    expect(promote).toBe(false)
    expect(reasons.length).toBeGreaterThan(8)
    const refused = await runCommand(['promote', '--refuse', 'A try-out'], environment)
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.stdout).toBe('REFUSED\n  ! not refused by a person: command: A try-out\n')
    expect((await runCommand(['promote'], environment)).stderr).toContain('There is no candidate')
    expect(await decisions()).toEqual([
      { actor: 'command', outcome: 'refused', version: 2 },
      { actor: 'command', outcome: 'refused', version: 2 },
    ])
  })

  it('end with 1 on drift, and train a candidate where that is wanted', async () => {
    await withStore(({ pool }) =>
      pool.query(
        `insert into served_feature_counts values ('dkfz', 1, (now() at time zone 'utc')::date, 'age', 0, 500)`,
      ),
    )
    const found = await runCommand(['drift', 'check'], environment)
    expect(found.code).toBe(1)
    expect(found.stdout).toMatch(
      /^Model version 1: DRIFT\n {2}! dkfz age PSI \d+\.\d{3} \(500 predictions\)/,
    )
    const trained = await runCommand(['drift', 'check', '--retrain', '--json'], environment)
    expect(trained.code).toBe(1)
    const { training } = JSON.parse(trained.stdout)
    expect(training).toMatchObject({ running: false, error: null, n_samples: 10_000 })
    expect(['promoted', 'refused']).toContain(training.outcome)
    expect(await decisions()).toHaveLength(3)
  }, 60_000)
})
