import type { Pool } from 'pg'
import { countPredictions, type PredictionCount } from '../store/prediction-counts.ts'

/** Predictions of a day, of all institutions. */
export interface DayCounts {
  /** UTC day, `2026-03-01`. */
  day: string
  counts: PredictionCount[]
}

/** How often each level was predicted, by day. */
export interface PredictionCounts {
  /** The last `days` days, today included, oldest first. */
  lastDays(days: number): Promise<DayCounts[]>
}

const DAY_MS = 86_400_000
/** Rows of a day are in the trail so long after its end. */
const SETTLED_MS = 300_000
/** Today's counts are this old at most. */
const FRESH_MS = 15_000
/** Days remembered. */
const MOST_DAYS = 100

/**
 * Counts from the audit trail. A day that is over never changes, so each is counted once; however often
 * pages ask, the trail is read for today alone, and not more often than every 15 seconds.
 */
export function createPredictionCounts(pool: Pool, now = Date.now): PredictionCounts {
  const known = new Map<number, { until: number; counts: Promise<PredictionCount[]> }>()
  const countsOf = (start: number): Promise<PredictionCount[]> => {
    const found = known.get(start)
    if (found !== undefined && found.until > now()) return found.counts
    const isSettled = now() > start + DAY_MS + SETTLED_MS
    const counts = countPredictions(pool, { from: start, to: start + DAY_MS })
    known.set(start, { until: isSettled ? Number.POSITIVE_INFINITY : now() + FRESH_MS, counts })
    counts.catch(() => known.delete(start))
    if (known.size > MOST_DAYS) known.delete(Math.min(...known.keys()))
    return counts
  }
  return {
    lastDays: async (days) => {
      const today = Math.floor(now() / DAY_MS) * DAY_MS
      const found: DayCounts[] = []
      // One after the other: at the first question each is a look at a whole day.
      for (let ago = days - 1; ago >= 0; ago -= 1) {
        const start = today - ago * DAY_MS
        const day = new Date(start).toISOString().slice(0, 10)
        found.push({ day, counts: await countsOf(start) })
      }
      return found
    },
  }
}
