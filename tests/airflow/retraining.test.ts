import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openStore } from '../../app/store/store.ts'
import { makeWorkspace, type TestWorkspace } from '../pipeline/workspace.ts'
import { readmissionCsv } from '../shared-data.ts'
import { airflow, hasAirflow, python } from './run-airflow.ts'

const table = readmissionCsv()
let workspace: TestWorkspace
afterEach(() => workspace.remove())

const TASKS = [
  'prepare_workspace',
  'pull_data_version',
  'validate',
  'features',
  'train',
  'evaluate',
  'card',
  'register',
  'push_version',
  'promote',
]

it.skipIf(!hasAirflow() || table === undefined)(
  'Airflow retrains on the shipped sample, from records in the storage of DVC to a champion',
  { timeout: 300_000 },
  async () => {
    workspace = makeWorkspace()
    const { folder, remote, env } = workspace
    await workspace.pipeline('init', '--remote', remote)
    // With the shipped parameters the model would be the shipped one, and no candidate.
    const parameters = workspace.read('params.yaml').replace('trees: 100', 'trees: 10')
    workspace.write('params.yaml', parameters.replace('resamples: 500', 'resamples: 100'))
    mkdirSync(join(folder, '.pipeline/extract'), { recursive: true })
    cpSync(table as string, join(folder, '.pipeline/extract/encounters.csv'))
    await workspace.pipeline('push', '--message', 'Records')
    // What the run pulls.
    rmSync(join(folder, '.pipeline/extract'), { recursive: true })

    const home = join(folder, '../airflow')
    mkdirSync(home)
    const local = { ...env, DATASPACE_TASKS: 'local', PIPELINE_WORKSPACE: folder }
    await airflow(home, ['db', 'migrate'], local)
    await airflow(home, ['dags', 'test', 'model_retraining', '2024-01-07'], local)
    const inspect = join(import.meta.dirname, 'task_states.py')
    const { states, pushed } = JSON.parse(await python(home, [inspect, join(home, 'airflow.db')]))
    const done = Object.fromEntries(TASKS.map((task) => [task, 'success']))
    expect({ states, pushed }).toEqual({ states: done, pushed: 0 })

    const { sha256 } = JSON.parse(workspace.read('.pipeline/registered.json'))
    expect(workspace.read('.pipeline/card.md')).toContain(sha256)
    expect(workspace.git('log', '--format=%s')).toBe('Training of 2024-01-07\nRecords\n')
    expect(await decisions(env.DATA_DIR ?? '')).toEqual([{ kind: 'promotion' }])
  },
)

async function decisions(dataDir: string): Promise<unknown[]> {
  const store = await openStore({ dataDir })
  const { rows } = await store.pool
    .query("select kind from audit_rows where kind = 'promotion'")
    .finally(() => store.close())
  return rows
}
