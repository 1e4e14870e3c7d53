import type { DatabaseSettings } from '../settings/settings.ts'
import { openStore } from '../store/store.ts'
import { isUnavailable } from '../store/unavailable.ts'
import { storeOptions } from './store-options.ts'

/**
 * Brings the schema of the configured database up to date.
 *
 * @throws Error when it cannot be reached, or the embedded one is in use.
 */
export async function migrateStore(settings: DatabaseSettings): Promise<{ applied: number }> {
  const { DATABASE_URL: url } = settings
  const store = await openStore(storeOptions(settings)).catch((error: unknown) => {
    if (url === undefined || !(error instanceof Error) || !isUnavailable(error)) throw error
    throw new Error(unreachable(url, error), { cause: error })
  })
  await store.close()
  return { applied: store.applied }
}

/** By host and port alone: the address may hold a password. */
function unreachable(url: string, error: Error & { code?: unknown }): string {
  // Of a name with several addresses, the error of all has a code and no message.
  const reason = error.message || String(error.code)
  return `The database at ${new URL(url).host} cannot be reached: ${reason}. Check DATABASE_URL.`
}
