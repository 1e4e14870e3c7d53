import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { logTraining } from '../../../app/tracking/log-training.ts'
import { createMlflowClient } from '../../../app/tracking/mlflow-client.ts'
import { VERSION_TAGS } from '../../../app/tracking/registered-model.ts'
import type { LocalAddresses } from '../../../stacks/local/addresses.ts'
import { databaseSql } from '../../../stacks/local/database.ts'
import { type PostgresServer, startPostgres } from '../../postgres/server.ts'
import { hasMlflow, startMlflow } from '../../tracking/mlflow-server.ts'
import { type TrainedModel, trainSmall } from '../../tracking/trained-model.ts'
import { until } from '../../until.ts'
import { findTool, isMissing } from './find-tool.ts'
import { freeAddresses, LOCAL_SETTINGS } from './local-ground.ts'
import { end, startAlertmanager, startLocalService, startPrometheus } from './processes.ts'

const prometheus = findTool('prometheus')
const alertmanager = findTool('alertmanager', 'prometheus-alertmanager')
const missing = isMissing('the local environment without containers', [prometheus, alertmanager])

const MODEL = 'LocalProcesses'
/** A password for each use, as Pulumi would generate it. */
const secretOf = (use: string): string => `${use.replaceAll('-', '')}0123456789012345678901234567`
const KEY = secretOf('institution-ukhd')

const PATIENT = {
  patient_id: 'P-1',
  age: 75,
  gender: 'male',
  conditions: Array.from({ length: 8 }, (_, index) => `condition ${index}`),
  medications: Array.from({ length: 16 }, (_, index) => `drug ${index}`),
  recent_encounters: 3,
}

// The same programs as in the containers, wired by the same configuration, on free ports.
describe.skipIf(missing || !hasMlflow())('the local environment without containers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-local-'))
  const running: (ChildProcess | undefined)[] = []
  let postgres: PostgresServer
  let at: LocalAddresses
  let trained: TrainedModel

  beforeAll(async () => {
    const [server, mlflow] = await Promise.all([startPostgres(), startMlflow()])
    postgres = server
    const database = new URL(server.url).host
    at = await freeAddresses({ database, tracking: new URL(mlflow.url).host })
    await makeDatabases(server.url)
    trained = trainSmall({ modelName: MODEL })
    await makeChampion(mlflow.url, trained)
    const ground = { settings: LOCAL_SETTINGS, at }
    const more = { MLFLOW_MODEL_NAME: MODEL, MLFLOW_REFRESH_SECONDS: '1' }
    const service = startLocalService(ground, folder, { secrets: secretOf, more })
    running.push(
      service.child,
      startPrometheus(prometheus ?? '', ground, folder),
      startAlertmanager(alertmanager ?? '', ground, folder),
    )
    await until('the service is ready', async () => {
      if (service.child.exitCode !== null) throw new Error(service.output().stderr)
      return (await isUp(`http://${at.service}/readyz`)) || undefined
    })
  }, 120_000)

  afterAll(async () => {
    await Promise.all(running.map(end))
    await postgres?.stop()
    trained?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  it('serves the champion of MLflow', async () => {
    const sha256 = trained.model.sha256
    await until('the champion serves', async () => {
      const { model } = await predict()
      return model.sha256 === sha256 || undefined
    })
  })

  it('counts predictions, which Prometheus then has', async () => {
    for (let count = 0; count < 5; count++) await predict()
    const counted = await until('Prometheus has five predictions', async () => {
      const value = await query('sum(predictions_total{job="prediction-service",status="success"})')
      return value >= 5 ? value : undefined
    })
    expect(counted).toBeGreaterThanOrEqual(5)
    expect(await query('up{job="prediction-service"}')).toBe(1)
  })

  it('writes each prediction into the audit trail on PostgreSQL', async () => {
    const { prediction_id } = await predict()
    const entry = await ask(`http://${at.service}/api/v1/audit/${prediction_id}`)
    expect(entry).toMatchObject({ kind: 'prediction', institution: 'ukhd', outcome: 'ok' })
    const database = new Client({
      connectionString: `postgres://dataspace@${at.database}/dataspace`,
    })
    await database.connect()
    const { rows } = await database
      .query('select count(*)::int as entries from audit_rows')
      .finally(() => database.end())
    expect(rows[0].entries).toBeGreaterThan(5)
  })

  it('sends the alerts of Prometheus to Alertmanager, and all rules are evaluated', async () => {
    const found = await until('Prometheus has found Alertmanager', async () => {
      const { data } = await ask(`http://${at.prometheus}/api/v1/alertmanagers`)
      return data.activeAlertmanagers[0]?.url
    })
    expect(found).toBe(`http://${at.alertmanager}/api/v2/alerts`)
    const { data } = await ask(`http://${at.prometheus}/api/v1/rules`)
    const rules = data.groups.flatMap((group: { rules: object[] }) => group.rules)
    expect(rules.length).toBeGreaterThan(10)
    expect(rules.filter(({ health }: { health: string }) => health === 'err')).toEqual([])
    expect(await isUp(`http://${at.alertmanager}/-/ready`)).toBe(true)
  })

  it('keeps the databases of the parts from each other', async () => {
    const client = new Client({ connectionString: `postgres://mlflow@${at.database}/dataspace` })
    await expect(client.connect()).rejects.toThrow('permission denied for database "dataspace"')
  })

  async function predict(): Promise<{ prediction_id: string; model: { sha256: string } }> {
    const body = JSON.stringify(PATIENT)
    return (await ask(`http://${at.service}/api/v1/predict`, { method: 'POST', body })) as never
  }

  async function query(expression: string): Promise<number> {
    const path = `/api/v1/query?query=${encodeURIComponent(expression)}`
    const { data } = await ask(`http://${at.prometheus}${path}`)
    return Number(data.result[0]?.value[1] ?? Number.NaN)
  }
})

// biome-ignore lint/suspicious/noExplicitAny: answers of several servers
async function ask(url: string, init: RequestInit = {}): Promise<any> {
  const headers = { 'content-type': 'application/json', 'x-api-key': KEY }
  const answer = await fetch(url, { ...init, headers })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

async function isUp(url: string): Promise<boolean> {
  const answer = await fetch(url).catch(() => undefined)
  await answer?.arrayBuffer()
  return answer?.ok ?? false
}

async function makeDatabases(url: string): Promise<void> {
  const administrator = new Client({ connectionString: url })
  await administrator.connect()
  const passwords = { dataspace: secretOf('d'), mlflow: secretOf('m'), airflow: secretOf('a') }
  // One statement at a time: `create database` goes into no transaction with others.
  const statements = databaseSql(passwords)
    .split(';')
    .filter((text) => text.trim() !== '')
  for (const statement of statements) await administrator.query(statement)
  await administrator.end()
}

async function makeChampion(url: string, { training }: TrainedModel): Promise<void> {
  const client = createMlflowClient({ url })
  const registered = await logTraining(client, training)
  const decision = { promote: true, reasons: [] }
  await client.tagVersion(registered, { [VERSION_TAGS.decision]: JSON.stringify(decision) })
  await client.setAlias(MODEL, 'champion', registered.version)
}
