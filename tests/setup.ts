import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openStore } from '../app/store/store.ts'
import { buildConsole } from './browser/build-console.ts'
import { findChromium } from './browser/chromium.ts'
import { startPostgres } from './postgres/server.ts'
import {
  AIRFLOW,
  INTERFACES,
  PEERS,
  type PythonEnvironment,
  preparePython,
} from './python/environment.ts'
import { SHARED_FOLDER, stopShared } from './tracking/mlflow-server.ts'

/**
 * Prepares what integration tests need: Python peers and Airflow (without them those tests are skipped,
 * and under CI that is a failure), a PostgreSQL server, an empty embedded database to copy, the built
 * console, and a folder for the MLflow server, which the first test that needs one starts.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  checkPython(PEERS, 'with Python peers, MLflow, DVC and Spark')
  checkPython(AIRFLOW, 'with Airflow')
  checkPython(INTERFACES, 'with clients of model servers and schemathesis')
  const emptyDataDir = mkdtempSync(join(tmpdir(), 'dataspace-empty-'))
  const consolePath = mkdtempSync(join(tmpdir(), 'dataspace-console-'))
  const [server] = await Promise.all([
    startPostgres(),
    prepareDataDir(emptyDataDir),
    buildConsole(consolePath),
  ])
  if (findChromium() === undefined) warn('Skipping the tests in a browser: no Chromium on PATH.')
  const mlflowFolder = mkdtempSync(join(tmpdir(), 'dataspace-mlflow-'))
  process.env[SHARED_FOLDER] = mlflowFolder
  project.provide('postgresUrl', server.url)
  project.provide('emptyDataDir', emptyDataDir)
  project.provide('consolePath', consolePath)
  return async () => {
    await Promise.all([server.stop(), stopShared(mlflowFolder)])
    rmSync(emptyDataDir, { recursive: true, force: true })
    rmSync(consolePath, { recursive: true, force: true })
  }
}

async function prepareDataDir(dataDir: string): Promise<void> {
  const store = await openStore({ dataDir, synced: false })
  await store.close()
}

function checkPython(environment: PythonEnvironment, what: string): void {
  const missing = preparePython(environment)
  if (missing !== undefined) warn(`Skipping the tests ${what}: ${missing}.`)
}

function warn(message: string): void {
  if (process.env.CI) throw new Error(`${message} Under CI nothing may be skipped.`)
  process.stderr.write(`${message}\n`)
}
