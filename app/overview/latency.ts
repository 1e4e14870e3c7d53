/** Requests counted by the upper bounds of a histogram's buckets, ascending, the last without bound. */
export interface Bucket {
  /** Seconds; infinity for the last. */
  below: number
  /** Requests that took at most so long, those of the buckets before included. */
  requests: number
}

/** How long requests took: `at_most_seconds` is null where it was longer than any bound. */
export interface LatencyQuantile {
  quantile: number
  at_most_seconds: number | null
}

const QUANTILES = [0.5, 0.95, 0.99]

/**
 * The bound below which each quantile lies. A histogram knows no more: a figure between two bounds, as
 * interpolation gives it, would be made up.
 */
export function latencyOf(buckets: readonly Bucket[]): LatencyQuantile[] {
  const sorted = [...buckets].sort((a, b) => a.below - b.below)
  const all = sorted.at(-1)?.requests ?? 0
  if (all === 0) return []
  return QUANTILES.map((quantile) => {
    const below = sorted.find(({ requests }) => requests >= quantile * all)?.below
    return {
      quantile,
      at_most_seconds: below === undefined || !Number.isFinite(below) ? null : below,
    }
  })
}
