import { wilsonInterval } from './metrics-calibration.ts'
import type { Labels } from './metrics-input.ts'

/** Risk levels in ascending order; a level of a row is an index into this. */
export const LEVELS = ['LOW', 'MEDIUM', 'HIGH'] as const

export type Level = (typeof LEVELS)[number]

/** What happened to the stays of one risk level. */
export interface LevelRate {
  level: Level
  rows: number
  /** Share of all rows. */
  share: number
  positives: number
  /** Share of positives; null without rows. */
  observedRate: number | null
  /** Wilson 95 % interval of the observed rate; null without rows. */
  interval: { low: number; high: number } | null
}

/**
 * Observed rate of each level; `levels` holds an index into LEVELS a row.
 *
 * @throws RangeError for another length or an index out of range.
 */
export function levelRates(labels: Labels, levels: Uint8Array): LevelRate[] {
  if (levels.length !== labels.length) {
    throw new RangeError(
      `levels must have one entry a label: got ${levels.length} for ${labels.length} labels`,
    )
  }
  const rows = LEVELS.map(() => 0)
  const positives = LEVELS.map(() => 0)
  levels.forEach((level, row) => {
    if (level >= LEVELS.length) {
      throw new RangeError(`levels[${row}] must be 0 to ${LEVELS.length - 1}, got ${level}`)
    }
    rows[level] = (rows[level] as number) + 1
    positives[level] = (positives[level] as number) + (labels[row] as number)
  })
  return LEVELS.map((level, index) => {
    const n = rows[index] as number
    const found = positives[index] as number
    return {
      level,
      rows: n,
      share: labels.length === 0 ? 0 : n / labels.length,
      positives: found,
      observedRate: n === 0 ? null : found / n,
      interval: n === 0 ? null : wilsonInterval(found, n),
    }
  })
}
