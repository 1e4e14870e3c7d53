import type { DatabaseSettings } from '../settings/settings.ts'
import { openStore } from '../store/store.ts'
import { storeOptions } from './store-options.ts'

/**
 * Brings the schema of the configured database up to date.
 *
 * @throws Error when it cannot be reached, or the embedded one is in use.
 */
export async function migrateStore(settings: DatabaseSettings): Promise<{ applied: number }> {
  const store = await openStore(storeOptions(settings))
  await store.close()
  return { applied: store.applied }
}
