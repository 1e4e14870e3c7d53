import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { AIRFLOW, isPrepared, pythonOf } from '../python/environment.ts'

const run = promisify(execFile)

/** The DAGs as the images hold them. */
export const DAGS = join(import.meta.dirname, '../../images/airflow/dags')

/** True where Airflow's own environment is prepared; under CI it always is. */
export const hasAirflow = (): boolean => isPrepared(AIRFLOW)

const variables = (home: string): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  HOME: home,
  AIRFLOW_HOME: home,
  AIRFLOW__CORE__DAGS_FOLDER: DAGS,
  AIRFLOW__CORE__LOAD_EXAMPLES: 'false',
  PYTHONDONTWRITEBYTECODE: '1',
})

/** Runs Python with Airflow at hand and returns what it prints. */
export async function python(
  home: string,
  words: string[],
  env: Record<string, string> = {},
): Promise<string> {
  const options = { env: { ...variables(home), ...env }, maxBuffer: 64 << 20, timeout: 240_000 }
  const { stdout } = await run(pythonOf(AIRFLOW), words, options)
  return stdout
}

/** Runs the command `airflow`. Rejects with all its output where it fails. */
export const airflow = (
  home: string,
  words: string[],
  env: Record<string, string> = {},
): Promise<string> => python(home, [join(dirname(pythonOf(AIRFLOW)), 'airflow'), ...words], env)

/** A task as inspect_dags.py tells it. */
export interface TaskFacts {
  operator: string
  downstream: string[]
  pushes: boolean
  retries: number
  skipOn: number[]
  triggerRule: string
  /** The pod object as Kubernetes would get it. */
  pod?: { metadata: { namespace: string }; spec: Record<string, unknown> }
}

/** A DAG as inspect_dags.py tells it. */
export interface DagFacts {
  schedule: string
  tags: string[]
  catchup: boolean
  maxActiveRuns: number
  tasks: Record<string, TaskFacts>
}

/** What Airflow makes of the DAGs in an environment. */
export async function inspectDags(
  home: string,
  env: Record<string, string>,
): Promise<{ errors: Record<string, string>; dags: Record<string, DagFacts> }> {
  const output = await python(home, [join(import.meta.dirname, 'inspect_dags.py'), DAGS], env)
  return JSON.parse(output.trim().split('\n').at(-1) ?? '')
}
