import type { Logger } from '../logging/logger.ts'
import { forgetServed } from '../store/outcomes.ts'
import type { Store } from '../store/store.ts'

const HOUR_MS = 3_600_000

/**
 * Deletes served predictions, outcomes and feature counts that are older than `days`, at the start
 * and every hour from then on; that several replicas do it does no harm.
 */
export function forgetOld(parts: { store: Store; days: number; logger: Logger }): {
  close(): Promise<void>
} {
  const { store, days, logger } = parts
  const forget = (): Promise<void> =>
    forgetServed(store.pool, days)
      .then((gone) => {
        if (gone > 0) logger.info({ predictions: gone }, 'predictions too old for outcomes deleted')
      })
      .catch((error: unknown) => logger.warn({ err: error }, 'old predictions not deleted'))
  let running = forget()
  const timer = setInterval(() => {
    running = forget()
  }, HOUR_MS).unref()
  return {
    close: async () => {
      clearInterval(timer)
      await running
    },
  }
}
