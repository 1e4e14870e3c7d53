import { deleteDataset, seriesOfDataset } from '../backend/datasets.ts'
import { instancesInPacs } from '../backend/pacs.ts'
import { type Patience, poll } from '../backend/poll.ts'
import { hasThumbnail } from '../backend/thumbnail.ts'
import type { KaapanaSession } from '../check/check.ts'
import { startWorkflow, waitForWorkflow } from '../workflow/workflow.ts'

/** A series that Kaapana holds. */
export interface HeldSeries {
  study: string
  series: string
}

/**
 * Deletes series as Kaapana does it: its workflow `delete-series` takes them out of PACS, metadata and
 * thumbnails. Waits for that, then deletes the data set they came in, and makes sure that all is gone.
 *
 * In another project than `admin` the series stay in `admin`, to which Kaapana gives everything: there
 * the PACS keeps them.
 *
 * @throws WorkflowError, TimeOver
 */
export async function deleteSeries(
  session: KaapanaSession,
  { held, dataset, user }: { held: readonly HeldSeries[]; dataset: string; user?: string },
  patience: Patience = {},
): Promise<void> {
  const { signal } = patience
  const order = {
    dag: 'delete-series',
    data: { identifiers: held.map(({ series }) => series) },
    form: { delete_complete_study: false, single_execution: false },
    ...(user !== undefined && { user }),
  }
  const started = await startWorkflow(session, order, signal)
  await waitForWorkflow(session, started, patience)
  await poll(async () => {
    const left = await whatIsLeft(session, held, signal)
    return left === undefined ? { done: true } : { waiting: left }
  }, patience)
  await deleteDataset(session, dataset, signal)
  if ((await seriesOfDataset(session, dataset, signal)) !== undefined)
    throw new Error(`Data set ${dataset} is still there after it was deleted.`)
}

async function whatIsLeft(
  session: KaapanaSession,
  held: readonly HeldSeries[],
  signal?: AbortSignal,
): Promise<string | undefined> {
  for (const one of held) {
    if (await hasThumbnail(session, one.series, signal))
      return `thumbnail of ${one.series} is there`
    if (session.project.name !== 'admin') continue
    const { size } = await instancesInPacs(session, one, signal)
    if (size > 0) return `${size} instances of ${one.series} are in the PACS`
  }
  return undefined
}
