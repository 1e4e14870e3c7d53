import { uuidV7 } from '../../app/audit/uuid-v7.ts'
import type { Store } from '../../app/store/store.ts'

const DAY_MS = 86_400_000

/** The UTC day so many days ago. */
export const daysAgo = (days: number): string =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10)

/** Keeps predictions as the audit's batch writer does, and returns their ids. */
export async function serve(
  store: Store,
  predictions: readonly { probability: number; days?: number; institution?: string }[],
): Promise<string[]> {
  const ids = predictions.map(({ days = 40 }) => uuidV7(Date.now() - days * DAY_MS))
  await store.pool.query(
    `insert into served_predictions
     select id, institution, 1, day, probability
     from unnest($1::uuid[], $2::text[], $3::date[], $4::real[]) as t(id, institution, day, probability)`,
    [
      ids,
      predictions.map(({ institution = 'dkfz' }) => institution),
      predictions.map(({ days = 40 }) => daysAgo(days)),
      predictions.map(({ probability }) => probability),
    ],
  )
  return ids
}
