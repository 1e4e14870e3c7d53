import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isPrepared, PYTHON } from '../../python/environment.ts'
import { startMlflow } from '../../tracking/mlflow-server.ts'

const START = join(import.meta.dirname, '../../../images/mlflow/start.py')

/** Stands for `mlflow`: tells what it was started with. */
const PROBE = `#!/bin/sh
echo "arguments: $*"
env | grep -E '^(PGPASSWORD|MLFLOW_|DATABASE_)' | sort
if [ -n "$PGPASSFILE" ]; then stat --format %a "$PGPASSFILE"; cat "$PGPASSFILE"; fi
`

describe.skipIf(!isPrepared())("the start of MLflow's image", () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dataspace-mlflow-start-'))
    writeFileSync(join(folder, 'mlflow'), PROBE, { mode: 0o755 })
    writeFileSync(join(folder, 'password'), 'word: of the \\database\n')
    writeFileSync(join(folder, 'empty'), '\n')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const start = (environment: Record<string, string>) =>
    spawnSync(PYTHON, [START], {
      encoding: 'utf8',
      env: { PATH: `${folder}:/usr/bin:/bin`, TMPDIR: folder, ...environment },
    })
  const complete = (): Record<string, string> => ({
    MLFLOW_BACKEND_STORE_URI: 'postgresql://mlflow@db:5432/mlflow',
    MLFLOW_ARTIFACTS_DESTINATION: 's3://artifacts/mlflow',
    MLFLOW_SERVER_ALLOWED_HOSTS: 'mlflow.tracking.svc:5000',
    DATABASE_PASSWORD_FILE: join(folder, 'password'),
  })

  it('hands the password over in a file of its own, not as argument or variable, names the driver, and runs no jobs', () => {
    const { status, stdout } = start(complete())
    expect(status).toBe(0)
    expect(stdout.split('\n')).toEqual([
      'arguments: server --host 0.0.0.0 --port 5000 --workers 1',
      `DATABASE_PASSWORD_FILE=${join(folder, 'password')}`,
      'MLFLOW_ARTIFACTS_DESTINATION=s3://artifacts/mlflow',
      'MLFLOW_BACKEND_STORE_URI=postgresql+psycopg2://mlflow@db:5432/mlflow',
      'MLFLOW_DISABLE_TELEMETRY=true',
      'MLFLOW_SERVER_ALLOWED_HOSTS=mlflow.tracking.svc:5000',
      'MLFLOW_SERVER_ENABLE_JOB_EXECUTION=false',
      '600',
      '*:*:*:*:word\\: of the \\\\database',
      '',
    ])
  })

  it('names all that is wrong at once, and no password', () => {
    const bare = start({})
    expect([bare.status, bare.stdout]).toEqual([1, ''])
    expect(bare.stderr).toBe(`MLflow cannot start: 3 problem(s) in the environment.
  - MLFLOW_BACKEND_STORE_URI: must be postgresql://user@host:5432/name, postgresql:///?service=name, or sqlite:///path for a trial
  - MLFLOW_ARTIFACTS_DESTINATION: required, e.g. s3://bucket/mlflow
  - MLFLOW_SERVER_ALLOWED_HOSTS: must be the names clients use, with and without port, comma-separated; not *
`)
    const wrong = start({
      ...complete(),
      MLFLOW_BACKEND_STORE_URI: 'postgresql://mlflow:hunter2@db/mlflow',
      MLFLOW_SERVER_ALLOWED_HOSTS: 'mlflow, *',
      DATABASE_PASSWORD_FILE: join(folder, 'missing'),
    })
    expect(wrong.stderr).toContain('holds a password; use DATABASE_PASSWORD_FILE or a service file')
    expect(wrong.stderr).toContain('missing cannot be read (No such file or directory)')
    expect(wrong.stderr).toContain('3 problem(s)')
    expect(wrong.stderr).not.toContain('hunter2')
    const empty = start({ ...complete(), DATABASE_PASSWORD_FILE: join(folder, 'empty') })
    expect(empty.stderr).toContain(`${join(folder, 'empty')} is empty`)
    const shown = start({ ...complete(), PGPASSWORD: 'hunter2' })
    expect(shown.stderr).toContain('PGPASSWORD: every process shows its variables')
    expect(shown.stderr).not.toContain('hunter2')
  })

  it.each(['postgresql', 'postgresql+psycopg2'])(
    'takes %s: with the driver or without, and a service file that is there',
    (scheme) => {
      const { DATABASE_PASSWORD_FILE: _, ...rest } = complete()
      const uri = { MLFLOW_BACKEND_STORE_URI: `${scheme}:///?service=tool` }
      const good = start({ ...rest, ...uri, PGSERVICEFILE: join(folder, 'password') })
      expect(good.stdout).toContain(
        'MLFLOW_BACKEND_STORE_URI=postgresql+psycopg2:///?service=tool\n',
      )
      expect(start({ ...rest, ...uri }).stderr).toContain(
        'PGSERVICEFILE: required where MLFLOW_BACKEND_STORE_URI names a service',
      )
      const missing = start({ ...rest, ...uri, PGSERVICEFILE: join(folder, 'missing') })
      expect(missing.stderr).toContain('missing cannot be read (No such file or directory)')
      const inQuery = start({ ...rest, MLFLOW_BACKEND_STORE_URI: `${scheme}:///?password=hunter2` })
      expect(inQuery.stderr).toContain('holds a password')
      expect(inQuery.stderr).not.toContain('hunter2')
    },
  )

  it('starts a server that answers the hosts it was told of, and no other', async () => {
    const { url } = await startMlflow()
    const as = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const path = '/api/2.0/mlflow/experiments/get-by-name?experiment_name=Default'
        request(url + path, { headers: { host } }, (answer) => {
          answer.resume()
          resolve(answer.statusCode)
        })
          .on('error', reject)
          .end()
      })
    expect(await as('mlflow.tracking.svc:5000')).toBe(200)
    expect(await as('mlflow.tracking.svc')).toBe(200)
    expect(await as('attacker.example')).toBe(403)
  }, 100_000)
})
