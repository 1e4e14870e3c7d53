import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { mayBeFile } from '../../../app/settings/secret-files.ts'
import { VARIABLES } from '../../../app/settings/variables.ts'
import { PredictionService } from '../../../components/prediction-service/prediction-service.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { runCommand, type Started, startCommand } from '../../cli/run-command.ts'
import { createDatabase } from '../../postgres/server.ts'
import { until } from '../../until.ts'
import { ON_KUBERNETES } from './arguments.ts'

const KEY = 'a-key-of-ukhd-0001-0002'
const SECRETS: Record<string, string> = {
  'jwt-secret': 'j'.repeat(48),
  'audit-key': 'a'.repeat(48),
  'admin-password': 'correct-horse-battery',
  'api-key-ukhd': KEY,
  'api-key-st-mary': 'a-key-of-st-mary-0001',
  'database-username': 'postgres',
  'database-password': 'not-asked-for-by-this-server',
}

// biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
const inputsOf = ({ resources }: RecordedProgram, kind: string): any =>
  resources.find(({ type }) => type.endsWith(`:${kind}`))?.inputs

/** The real service and migration, run with exactly what the rendered pods give them. */
describe('What the rendered pods start', () => {
  let root: string
  let program: RecordedProgram
  let running: Started | undefined
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'dataspace-pod-'))
    const { hostname, port, pathname } = new URL(await createDatabase(inject('postgresUrl')))
    const database = { host: hostname, port: Number(port), databaseName: pathname.slice(1) }
    program = await record(
      () => void new PredictionService('readmission', { ...ON_KUBERNETES, database }),
    )
    mount(inputsOf(program, 'Deployment').spec.template.spec)
  })
  afterAll(async () => {
    running?.child.kill('SIGTERM')
    await running?.ended
    rmSync(root, { recursive: true })
  })

  /** Puts the secrets where the pod's volumes have them, below `root`. */
  // biome-ignore lint/suspicious/noExplicitAny: a pod of many parts
  const mount = ({ containers, volumes }: any): void => {
    for (const { name, mountPath } of containers[0].volumeMounts) {
      mkdirSync(join(root, mountPath), { recursive: true })
      const volume = volumes.find((one: { name: string }) => one.name === name)
      for (const { key, path } of volume.secret?.items ?? [])
        writeFileSync(join(root, mountPath, path), `${SECRETS[key]}\n`)
    }
  }

  const below = (value: string): string => value.replace(/^\/run\/secrets\//, `${root}$&`)

  it('migrates the database as the Job does', async () => {
    const [container] = inputsOf(program, 'Job').spec.template.spec.containers
    const env = Object.fromEntries(
      container.env.map(({ name, value }: { name: string; value: string }) => [name, below(value)]),
    )
    expect(await runCommand(container.args, env)).toMatchObject({
      code: 0,
      stdout: '{"applied":4}\n',
    })
  })

  it('answers the probes, predicts for the institution, and shows metrics on their own port', async () => {
    const [container] = inputsOf(program, 'Deployment').spec.template.spec.containers
    const data = inputsOf(program, 'ConfigMap').data as Record<string, string>
    const settings = Object.entries(data).map(([name, value]) => [name, below(value)])
    const image = { HOST: '127.0.0.1', PORT: '0', METRICS_PORT: '0', DATA_DIR: join(root, 'data') }
    running = startCommand(['serve'], { ...image, ...Object.fromEntries(settings) })
    const { output } = running
    const ready = /"port":(\d+),"metrics_port":(\d+)/
    const [, port, metricsPort] = await until(
      'the service is ready',
      () => ready.exec(output().stdout) ?? undefined,
    )
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) {
      const answer = await fetch(`http://127.0.0.1:${port}${container[probe].httpGet.path}`)
      expect([probe, answer.status]).toEqual([probe, 200])
    }
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/institutions`, {
      headers: { 'x-api-key': KEY },
    })
    expect(await answer.text()).toContain('St Mary')
    const metrics = await fetch(`http://127.0.0.1:${metricsPort}/metrics`)
    expect(await metrics.text()).toContain('model_info')
  })

  it('sets only variables that the service reads', () => {
    const names = [
      ...Object.keys(inputsOf(program, 'ConfigMap').data),
      ...inputsOf(program, 'Job').spec.template.spec.containers[0].env.map(
        ({ name }: { name: string }) => name,
      ),
    ]
    const read = (name: string) => name in VARIABLES || mayBeFile(name.replace(/_FILE$/, ''))
    expect(names.filter((name) => !read(name))).toEqual([])
  })

  it('keeps every secret where a variable gives its path, and no other file', () => {
    const data = inputsOf(program, 'ConfigMap').data as Record<string, string>
    const paths = Object.entries(data).filter(([name]) => name.endsWith('_FILE'))
    expect(paths.map(([, path]) => basename(path)).sort()).toEqual(Object.keys(SECRETS).sort())
    expect(new Set(paths.map(([, path]) => dirname(path)))).toEqual(
      new Set(['/run/secrets/service', '/run/secrets/database']),
    )
  })
})
