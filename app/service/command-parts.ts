import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Logger } from '../logging/logger.ts'
import { createMetrics } from '../metrics/metrics.ts'
import { openRegistry, type StoredRegistry } from '../registry/stored-registry.ts'
import { auditSecretOf } from '../secrets/service-keys.ts'
import { createServedModel, type ServedModel } from '../serving/served-model.ts'
import { SHIPPED_MODEL } from '../serving/shipped-model.ts'
import type { Settings } from '../settings/settings.ts'
import { DirectoryInUseError } from '../store/directory-lock.ts'
import { openStore, type Store } from '../store/store.ts'
import { type Audit, openAudit } from './audit.ts'
import { storeOptions } from './store-options.ts'

/** What a command works with that changes the service's data beside the running service. */
export interface CommandParts {
  store: Store
  audit: Audit
  registry: StoredRegistry
  served: ServedModel
}

/**
 * Opens database, audit trail and model registry for one piece of work, and closes them after it.
 *
 * @param instead what to do where the service has the embedded database open
 * @throws Error when there is no database, it cannot be opened, or was written with another key
 */
export async function withCommandParts<T>(
  { settings, logger, instead }: { settings: Settings; logger: Logger; instead: string },
  work: (parts: CommandParts) => Promise<T>,
): Promise<T> {
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir } = settings
  // A command must not leave a new empty database or new keys behind where it was pointed wrong.
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'database')))
    throw new Error(
      `There is no database in ${dataDir}. Set DATA_DIR to the service's data directory, or ` +
        'DATABASE_URL to its PostgreSQL.',
    )
  const { JWT_SECRET: jwtSecret, AUDIT_KEY } = settings
  const auditSecret = auditSecretOf({ dataDir, databaseUrl, jwtSecret, auditSecret: AUDIT_KEY })
  const store = await openStore({ ...storeOptions(settings), migrate: settings.MIGRATE }).catch(
    (error: unknown) => {
      if (!(error instanceof DirectoryInUseError)) throw error
      throw new Error(`${error.message} If that process is the service: ${instead}`, {
        cause: error,
      })
    },
  )
  const opened: (() => Promise<void> | void)[] = [() => store.close()]
  try {
    const audit = await openAudit(store, auditSecret)
    opened.push(() => audit.trail.idle())
    const served = createServedModel(createMetrics())
    const path = settings.MODEL_PATH ?? SHIPPED_MODEL
    const registry = await openRegistry({ db: store.db, served, path, logger })
    opened.push(() => registry.close())
    return await work({ store, audit, registry, served })
  } finally {
    for (const close of opened.reverse()) await close()
  }
}
