import { z } from 'zod'
import { AnswerError, ask } from '../backend/ask.ts'
import { type Patience, type Polled, poll } from '../backend/poll.ts'
import type { KaapanaSession } from '../check/check.ts'

/** What a workflow is started with: `JsonSchemaData` of kaapana-backend's workflows/schemas.py. */
export interface WorkflowPayload {
  dag_id: string
  /** Kaapana puts a number of its own behind it. */
  workflow_name: string
  /** Names of the instances it runs on: the host's own. */
  instance_names: string[]
  conf_data: {
    data_form: WorkflowData
    /** The workflow's own settings. */
    workflow_form: Record<string, unknown>
  }
  remote: false
  username: string
}

/** What a workflow works on: a data set, or series. */
export type WorkflowData =
  | { dataset_name: string; dataset_limit?: number }
  | { identifiers: string[] }

/** A workflow to run. */
export interface WorkflowOrder {
  /** Name of its DAG: `collect-metadata`. */
  dag: string
  data: WorkflowData
  /** Settings of its form. @default `{ single_execution: false }` */
  form?: Record<string, unknown>
  /** Who starts it. @default "kaapana" */
  user?: string
}

/** A workflow's payload for the instance a session is of. */
export function workflowPayload(
  { baseUrl }: Pick<KaapanaSession, 'baseUrl'>,
  { dag, data, form = { single_execution: false }, user = 'kaapana' }: WorkflowOrder,
): WorkflowPayload {
  return {
    dag_id: dag,
    workflow_name: dag,
    instance_names: [baseUrl.hostname],
    conf_data: { data_form: data, workflow_form: form },
    remote: false,
    username: user,
  }
}

const Started = z.object({ workflow_id: z.string(), workflow_name: z.string() })
/** A workflow that was started, by the name Kaapana gave it. */
export type StartedWorkflow = z.infer<typeof Started>

const Job = z.object({
  id: z.number(),
  status: z.string(),
  run_id: z.string().nullish(),
  description: z.string().nullish(),
})
/** One run of a workflow's DAG. */
export type Job = z.infer<typeof Job>

/** A workflow's job failed. */
export class WorkflowError extends Error {
  override name = 'WorkflowError'
}

/** Names of the workflows that may be started in the project. */
export const workflowNames = (session: KaapanaSession, signal?: AbortSignal): Promise<string[]> =>
  ask(session, {
    path: '/kaapana-backend/client/dags?only_dag_names=true',
    schema: z.array(z.string()),
    ...(signal && { signal }),
  })

/** Starts a workflow, and does not wait for it. */
export const startWorkflow = (
  session: KaapanaSession,
  order: WorkflowOrder,
  signal?: AbortSignal,
): Promise<StartedWorkflow> =>
  ask(session, {
    path: '/kaapana-backend/client/workflow',
    method: 'POST',
    body: workflowPayload(session, order),
    schema: Started,
    ...(signal && { signal }),
  })

/**
 * Waits until all jobs of a workflow are finished. Jobs are made some time after the start: none is
 * not the end.
 *
 * @throws WorkflowError when one failed; TimeOver
 */
export function waitForWorkflow(
  session: KaapanaSession,
  { workflow_name: name }: StartedWorkflow,
  patience: Patience = {},
): Promise<Job[]> {
  const { signal } = patience
  return poll(async () => {
    const path = `/kaapana-backend/client/jobs?workflow_name=${encodeURIComponent(name)}`
    try {
      return stateOf(
        name,
        await ask(session, { path, schema: z.array(Job), ...(signal && { signal }) }),
      )
    } catch (error) {
      // The backend restarts and is overloaded at times; a workflow of an hour survives that.
      if (error instanceof AnswerError && error.status >= 500) return { waiting: error.message }
      throw error
    }
  }, patience)
}

function stateOf(name: string, jobs: Job[]): Polled<Job[]> {
  const failed = jobs.filter(({ status }) => status === 'failed' || status === 'deleted')
  if (failed.length > 0) {
    const list = failed.map(
      ({ id, status, run_id }) => `job ${id} (${run_id ?? 'no run'}) ${status}`,
    )
    throw new WorkflowError(
      `Workflow ${name}: ${list.join(', ')}. Its log is in Airflow, /flow/home.`,
    )
  }
  const finished = jobs.filter(({ status }) => status === 'finished').length
  if (jobs.length > 0 && finished === jobs.length) return { done: jobs }
  const states = [...new Set(jobs.map(({ status }) => status))].join(', ') || 'no job yet'
  return { waiting: `workflow ${name}: ${finished} of ${jobs.length} jobs finished (${states})` }
}
