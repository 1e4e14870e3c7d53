import { binOf } from '../forest/feature-histogram.ts'
import { FEATURES, type FeatureRow } from '../forest/features.ts'
import type { ModelManifest } from '../forest/model-schema.ts'
import type { Logger } from '../logging/logger.ts'
import { addFeatureCounts, type FeatureCount } from '../store/feature-counts.ts'
import type { Store } from '../store/store.ts'

const FLUSH_MS = 10_000
const DAY_MS = 86_400_000

/** Bin of every feature in the order of FEATURES; -1 where the value is unknown. */
export type FeatureBins = readonly number[]

/** Bins of a feature vector by the model's own histograms. */
export const binsOf = (histograms: ModelManifest['histograms'], row: FeatureRow): FeatureBins =>
  FEATURES.map((feature) => {
    const value = row[feature]
    return value === null ? -1 : binOf(histograms[feature], value)
  })

/** Counts what is served, in memory, and adds it to the database every 10 seconds. */
export interface ServedCounts {
  count(institution: string, modelVersion: number, bins: FeatureBins): void
  /** Adds what was counted; what the database does not take is kept for the next time. */
  flush(): Promise<void>
  /** Flushes once more. */
  close(): Promise<void>
}

/** Counters of one institution, model and day: counters[feature][bin]. */
interface Counters {
  institution: string
  modelVersion: number
  day: number
  counters: number[][]
}

/** Starts counting; whatever a killed process had not added yet, 10 seconds at most, is lost. */
export function createServedCounts(parts: {
  store: Store
  logger: Logger
  now?: () => number
}): ServedCounts {
  const { store, logger, now = Date.now } = parts
  let counted = new Map<string, Counters>()
  const countersOf = (institution: string, modelVersion: number): Counters => {
    const day = Math.floor(now() / DAY_MS)
    const key = `${institution} ${modelVersion} ${day}`
    const known = counted.get(key)
    if (known !== undefined) return known
    const made = { institution, modelVersion, day, counters: FEATURES.map(() => []) }
    counted.set(key, made)
    return made
  }
  const flush = async (): Promise<void> => {
    if (counted.size === 0) return
    const taken = counted
    counted = new Map()
    try {
      await addFeatureCounts(store.pool, [...taken.values()].flatMap(rowsOf))
    } catch (error) {
      for (const [key, one] of taken) mergeInto(counted, key, one)
      logger.warn({ err: error }, 'feature counts not added; they are kept for the next time')
    }
  }
  const timer = setInterval(() => void flush(), FLUSH_MS).unref()
  return {
    count: (institution, modelVersion, bins) => {
      const { counters } = countersOf(institution, modelVersion)
      for (let index = 0; index < bins.length; index++) {
        const bin = bins[index] as number
        const ofFeature = counters[index] as number[]
        if (bin >= 0) ofFeature[bin] = (ofFeature[bin] ?? 0) + 1
      }
    },
    flush,
    close: async () => {
      clearInterval(timer)
      await flush()
    },
  }
}

function mergeInto(counted: Map<string, Counters>, key: string, one: Counters): void {
  const known = counted.get(key)
  counted.set(key, one)
  known?.counters.forEach((bins, index) => {
    const ofFeature = one.counters[index] as number[]
    bins.forEach((served, bin) => {
      ofFeature[bin] = (ofFeature[bin] ?? 0) + served
    })
  })
}

function rowsOf({ institution, modelVersion, day, counters }: Counters): FeatureCount[] {
  const servedOn = new Date(day * DAY_MS).toISOString().slice(0, 10)
  return counters.flatMap((bins, index) =>
    bins.flatMap((served, bin) => [
      { institution, modelVersion, servedOn, feature: FEATURES[index] as string, bin, served },
    ]),
  )
}
