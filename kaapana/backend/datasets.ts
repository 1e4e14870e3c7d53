import { z } from 'zod'
import type { KaapanaSession } from '../check/check.ts'
import { AnswerError, ask } from './ask.ts'

const Dataset = z.object({ name: z.string(), identifiers: z.array(z.string()) })

const pathOf = (name: string): string =>
  `/kaapana-backend/client/dataset?name=${encodeURIComponent(name)}`

/** UIDs of the series that Kaapana's index has in a data set; undefined where there is none. */
export async function seriesOfDataset(
  session: KaapanaSession,
  name: string,
  signal?: AbortSignal,
): Promise<Set<string> | undefined> {
  try {
    const asked = { path: pathOf(name), schema: Dataset, ...(signal && { signal }) }
    return new Set((await ask(session, asked)).identifiers)
  } catch (error) {
    if (error instanceof AnswerError && error.status === 404) return undefined
    throw error
  }
}

/** Deletes a data set, not what is in it. One that is not there counts as deleted. */
export async function deleteDataset(
  session: KaapanaSession,
  name: string,
  signal?: AbortSignal,
): Promise<void> {
  try {
    const asked = { path: pathOf(name), method: 'DELETE', schema: z.unknown() } as const
    await ask(session, { ...asked, ...(signal && { signal }) })
  } catch (error) {
    if (!(error instanceof AnswerError && error.status === 404)) throw error
  }
}
