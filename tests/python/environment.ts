import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '../..')

/** A Python environment that tests prepare for themselves, by a file of exact requirements. */
export interface PythonEnvironment {
  readonly folder: string
  readonly requirements: string
}

/** What tests and benches compare with, and the tools of the loop: MLflow, DVC, Spark. */
export const PEERS: PythonEnvironment = {
  folder: join(ROOT, '.cache/python'),
  requirements: join(import.meta.dirname, 'requirements.txt'),
}

/** Airflow, by itself: it pins what the peers have in other versions. */
export const AIRFLOW: PythonEnvironment = {
  folder: join(ROOT, '.cache/airflow'),
  requirements: join(ROOT, 'tests/airflow/requirements.txt'),
}

/** Clients of the service and tools that read its OpenAPI document; prepared by the tests that use it. */
export const INTERFACES: PythonEnvironment = {
  folder: join(ROOT, '.cache/interfaces'),
  requirements: join(ROOT, 'tests/interfaces/requirements.txt'),
}

/** The Python of an environment, whether or not it is prepared. */
export const pythonOf = ({ folder }: PythonEnvironment): string => join(folder, 'bin/python')

/** The Python of the peers' environment. */
export const PYTHON = pythonOf(PEERS)

const stampOf = ({ folder }: PythonEnvironment): string => join(folder, '.requirements.sha256')
const wanted = ({ requirements }: PythonEnvironment): string =>
  createHash('sha256').update(readFileSync(requirements)).digest('hex')

/** True when the environment holds exactly the pinned requirements. */
export const isPrepared = (environment: PythonEnvironment = PEERS): boolean =>
  existsSync(pythonOf(environment)) &&
  existsSync(stampOf(environment)) &&
  readFileSync(stampOf(environment), 'utf8') === wanted(environment)

/**
 * Makes a Python environment, once for each content of its requirements. Returns why it could not,
 * or undefined when it is ready.
 */
export function preparePython(environment: PythonEnvironment = PEERS): string | undefined {
  if (isPrepared(environment)) return undefined
  if (spawnSync('python3', ['--version']).status !== 0) return 'python3 is not on PATH'
  const { folder, requirements } = environment
  rmSync(folder, { recursive: true, force: true })
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check']
  try {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' })
    execFileSync(pythonOf(environment), [...pip, '-r', requirements], { stdio: 'pipe' })
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    return `pip could not install ${requirements}: ${reason}`
  }
  writeFileSync(stampOf(environment), wanted(environment))
  return undefined
}
