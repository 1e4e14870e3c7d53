import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from '../bench/free-port.ts'
import { PYTHON } from '../python/environment.ts'

/** Names the folder that all test files of a run share one server in; set by tests/setup.ts. */
export const SHARED_FOLDER = 'DATASPACE_MLFLOW_FOLDER'

/** Hosts that the server answers, as in a cluster, beside the tests' own. */
export const ALLOWED_HOSTS = ['mlflow.tracking.svc', 'mlflow.tracking.svc:5000', '127.0.0.1:*']

/** What the image starts. */
const START = join(import.meta.dirname, '../../images/mlflow/start.py')

const READY_WITHIN_MS = 90_000

/** A real MLflow server that answers. */
export interface MlflowServer {
  url: string
  /** Ends a server of one's own; leaves the one that test files share to the end of the run. */
  stop(): Promise<void>
}

/** True where the MLflow of the tests' Python environment is installed. */
export const hasMlflow = (): boolean => existsSync(join(dirname(PYTHON), 'mlflow'))

/**
 * A real MLflow server on SQLite and a folder. Test files of one run share one, started by the first
 * that asks: give experiments and models names of your own.
 */
export function startMlflow(): Promise<MlflowServer> {
  const folder = process.env[SHARED_FOLDER]
  return folder === undefined ? startOwnMlflow() : joinShared(folder)
}

/** A server of one's own, which may be stopped at any time. */
export async function startOwnMlflow(): Promise<MlflowServer> {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-mlflow-'))
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const { url, pid } = await launch(folder)
    return {
      url,
      stop: async () => {
        await endGroup(pid)
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}

/** Ends the shared server, if any test asked for one. */
export async function stopShared(folder: string): Promise<void> {
  const known = join(folder, 'server.json')
  if (existsSync(known)) await endGroup(JSON.parse(readFileSync(known, 'utf8')).pid)
  await rm(folder, { recursive: true, force: true })
}

/** Whoever makes the lock file starts the server; the others wait for its address. */
async function joinShared(folder: string): Promise<MlflowServer> {
  const known = join(folder, 'server.json')
  const failed = join(folder, 'failed')
  if (isFirst(join(folder, 'lock'))) {
    try {
      await writeFile(`${known}.partial`, JSON.stringify(await launch(folder)))
      await rename(`${known}.partial`, known)
    } catch (error) {
      await writeFile(failed, String(error))
    }
  }
  const deadline = performance.now() + READY_WITHIN_MS
  while (performance.now() < deadline) {
    if (existsSync(failed)) throw new Error(readFileSync(failed, 'utf8'))
    if (existsSync(known)) {
      const { url } = JSON.parse(readFileSync(known, 'utf8')) as { url: string }
      return { url, stop: async () => {} }
    }
    await delay(100)
  }
  throw new Error('The shared MLflow server did not start')
}

function isFirst(lock: string): boolean {
  try {
    closeSync(openSync(lock, 'wx'))
    return true
  } catch {
    return false
  }
}

/** Starts MLflow in a process group of its own: it forks, and its children would outlive a kill. */
async function launch(folder: string): Promise<{ url: string; pid: number }> {
  const port = await freePort()
  const artifacts = join(folder, 'artifacts')
  mkdirSync(artifacts, { recursive: true })
  const log = join(folder, 'mlflow.log')
  const output = openSync(log, 'a')
  const child = spawn(PYTHON, [START], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', output, output],
    env: {
      PATH: `${dirname(PYTHON)}:${process.env.PATH}`,
      HOME: folder,
      MLFLOW_HOST: '127.0.0.1',
      MLFLOW_PORT: String(port),
      MLFLOW_BACKEND_STORE_URI: `sqlite:///${join(folder, 'mlflow.db')}`,
      MLFLOW_ARTIFACTS_DESTINATION: artifacts,
      MLFLOW_SERVER_ALLOWED_HOSTS: ALLOWED_HOSTS.join(),
    },
  })
  closeSync(output)
  child.unref()
  const url = `http://127.0.0.1:${port}`
  const pid = child.pid ?? 0
  if (await isReady(child, url)) return { url, pid }
  await endGroup(pid)
  throw new Error(`MLflow did not start:\n${readFileSync(log, 'utf8').slice(-3000)}`)
}

/** True once the server answers, false when it ends before or takes too long. */
export async function isReady(child: ChildProcess, url: string): Promise<boolean> {
  const deadline = performance.now() + READY_WITHIN_MS
  while (performance.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const answer = await fetch(`${url}/health`).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer?.ok) return true
    await delay(50)
  }
  return false
}

/** SIGTERM to the whole group, SIGKILL to what is left of it after ten seconds. */
export async function endGroup(pid: number): Promise<void> {
  if (pid === 0 || !signal(pid, 'SIGTERM')) return
  const deadline = performance.now() + 10_000
  while (performance.now() < deadline) {
    if (!signal(pid, 0)) return
    await delay(50)
  }
  signal(pid, 'SIGKILL')
}

function signal(group: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, name)
    return true
  } catch {
    return false
  }
}
