/** One bucket: what is left, and when that was. */
interface Level {
  tokens: number
  /** Milliseconds of a monotonic clock. */
  at: number
}

/** More keys than this are not remembered; the longest unused goes first. */
const MOST_KEYS = 10_000

/** Limits how often something happens for each key: a burst at once, then a steady rate. */
export interface TokenBuckets {
  /** Takes tokens. Returns 0, or the seconds to wait (then nothing was taken). */
  take(key: string, tokens?: number): number
  /** Seconds until one token can be taken, without taking it. */
  wait(key: string): number
}

/**
 * Token buckets of `burst` tokens refilled at `perSecond`. A request for more than `burst` at once
 * passes when the bucket is full, so that nothing waits for ever.
 *
 * @param now monotonic clock in milliseconds
 */
export function createTokenBuckets(options: {
  perSecond: number
  burst: number
  now?: () => number
}): TokenBuckets {
  const { perSecond, burst, now = () => performance.now() } = options
  const levels = new Map<string, Level>()
  const current = (key: string): Level => {
    const level = levels.get(key) ?? { tokens: burst, at: now() }
    const time = now()
    level.tokens = Math.min(burst, level.tokens + ((time - level.at) / 1000) * perSecond)
    level.at = time
    return level
  }
  const seconds = (level: Level, tokens: number): number =>
    Math.max(0, (Math.min(tokens, burst) - level.tokens) / perSecond)
  return {
    take: (key, tokens = 1) => {
      const level = current(key)
      const wait = seconds(level, tokens)
      if (wait > 0) return wait
      level.tokens -= tokens
      levels.delete(key)
      levels.set(key, level)
      if (levels.size > MOST_KEYS) levels.delete(levels.keys().next().value as string)
      return 0
    },
    wait: (key) => seconds(current(key), 1),
  }
}
