import type { Overview } from './queries.ts'

/** Predictions of a UTC day by level, over all institutions that are shown. */
export interface DayCounts {
  readonly day: string
  readonly low: number
  readonly medium: number
  readonly high: number
}

const DAY_MS = 86_400_000

type Counts = Pick<DayCounts, 'low' | 'medium' | 'high'>

/** Counts of all of them together. */
export const totalOf = (counted: readonly Counts[]): Counts =>
  counted.reduce<Counts>(
    (sum, { low, medium, high }) => ({
      low: sum.low + low,
      medium: sum.medium + medium,
      high: sum.high + high,
    }),
    { low: 0, medium: 0, high: 0 },
  )

/**
 * The last days until today, oldest first. The service leaves out days without a prediction; as it
 * counts them in the audit trail, these are known to be none.
 */
export function daysOf(predictions: Overview['predictions'], days: number, now: Date): DayCounts[] {
  const byDay = Map.groupBy(predictions, ({ day }) => day)
  return Array.from({ length: days }, (_, at) => {
    const day = new Date(now.getTime() - (days - 1 - at) * DAY_MS).toISOString().slice(0, 10)
    return { day, ...totalOf(byDay.get(day) ?? []) }
  })
}
