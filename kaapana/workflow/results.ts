import { z } from 'zod'
import { AnswerError, ask } from '../backend/ask.ts'
import type { KaapanaSession } from '../check/check.ts'
import type { Job } from './workflow.ts'

const Entry = z.object({ name: z.string(), path: z.string(), file: z.boolean() })

/** Where workflows of Kaapana put what people download, in the project's bucket. */
const FOLDER = 'downloads'

/** A file that a workflow left in the project's bucket. */
export interface WorkflowResult {
  name: string
  /** Key of the object. */
  path: string
}

/** What jobs left below `downloads`: archives are named `<run>_<time>.zip`. */
export async function resultsOf(
  session: KaapanaSession,
  jobs: readonly Job[],
  signal?: AbortSignal,
): Promise<WorkflowResult[]> {
  const entries = await ask(session, {
    path: `/kaapana-backend/storage/project-bucket-tree?prefix=${FOLDER}`,
    schema: z.array(Entry),
    ...(signal && { signal }),
  })
  const runs = jobs.flatMap(({ run_id }) => run_id ?? [])
  return entries
    .filter(({ file, name }) => file && runs.some((run) => name.startsWith(`${run}_`)))
    .map(({ name, path }) => ({ name, path }))
}

/**
 * A result's bytes, as they come. Kaapana has one route that gives objects of the project's bucket to
 * somebody with a token; it is meant for reports, and gives any.
 */
export async function openResult(
  session: KaapanaSession,
  { path }: WorkflowResult,
  signal?: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const route = '/kaapana-backend/get-static-website-results-html'
  const answer = await session.fetch(
    `${route}?object_name=${encodeURIComponent(path)}`,
    signal && { signal },
  )
  if (answer.ok && answer.body !== null) return answer.body
  throw new AnswerError(`GET ${route}`, answer.status, path)
}
