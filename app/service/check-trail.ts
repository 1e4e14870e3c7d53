import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { auditKey } from '../audit/audit-key.ts'
import { parseHead } from '../audit/chain.ts'
import { checkAuditKey } from '../audit/check-audit-key.ts'
import { verifyTrail } from '../audit/verify-trail.ts'
import { auditSecretOf } from '../secrets/service-keys.ts'
import type { Settings } from '../settings/settings.ts'
import { keepAuditCheck } from '../store/audit-check.ts'
import { DirectoryInUseError } from '../store/directory-lock.ts'
import { openStore, type Store } from '../store/store.ts'
import { type AuditVerification, verificationView } from './audit-verification.ts'
import { storeOptions } from './store-options.ts'

/**
 * Checks the audit trail of the configured database without the service.
 *
 * @param anchor `<seq>:<hash>` printed by an earlier check
 * @throws Error when there is no database, it cannot be opened, for instance because the service has
 *   it open, or its trail was written with another key
 */
export async function checkAuditTrail(options: {
  settings: Settings
  anchor: string | undefined
  onProgress?: (fraction: number) => void
}): Promise<AuditVerification> {
  const { settings, anchor, onProgress = () => {} } = options
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir } = settings
  const head = anchor === undefined ? undefined : parseHead(anchor)
  // A check must not leave a new empty database or new keys behind where it was pointed wrong.
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'database')))
    throw new Error(
      `There is no database in ${dataDir}. Set DATA_DIR to the service's data directory, or ` +
        'DATABASE_URL to its PostgreSQL.',
    )
  const auditSecret = auditSecretOf({
    dataDir,
    databaseUrl,
    jwtSecret: settings.JWT_SECRET,
    auditSecret: settings.AUDIT_KEY,
  })
  const store = await openStore(storeOptions(settings)).catch(explainLock)
  try {
    const key = auditKey(auditSecret)
    await checkAuditKey(store, key)
    const found = await verifyTrail(store, key, {
      anchor: head,
      onProgress: (done, total) => onProgress(total === 0 ? 1 : done / total),
    })
    await keepAuditCheck(store.db, found.problemCount === 0)
    return verificationView(found)
  } finally {
    await store.close()
  }
}

function explainLock(error: unknown): Store {
  if (!(error instanceof DirectoryInUseError)) throw error
  throw new Error(
    `${error.message} If that process is the service, it can check the trail itself: ` +
      'POST /api/v1/admin/audit/verify as administrator.',
    { cause: error },
  )
}
