import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { auditKey } from '../audit/audit-key.ts'
import { parseHead } from '../audit/chain.ts'
import { verifyTrail } from '../audit/verify-trail.ts'
import { serviceKeys } from '../secrets/service-keys.ts'
import type { Settings } from '../settings/settings.ts'
import { openStore } from '../store/store.ts'
import { type AuditVerification, verificationView } from './audit-verification.ts'

/**
 * Checks the audit trail of the configured database without the service.
 *
 * @param anchor `<seq>:<hash>` printed by an earlier check
 * @throws Error when the database cannot be opened, for instance because the service has it open
 */
export async function checkAuditTrail(options: {
  settings: Settings
  anchor: string | undefined
  onProgress?: (fraction: number) => void
}): Promise<AuditVerification> {
  const { settings, anchor, onProgress = () => {} } = options
  const { DATABASE_URL: databaseUrl, DATA_DIR: dataDir } = settings
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'database')))
    throw new Error(`${dataDir} holds no database; name the service's folder with DATA_DIR`)
  const head = anchor === undefined ? undefined : parseHead(anchor)
  const { auditSecret } = serviceKeys({
    dataDir,
    databaseUrl,
    jwtSecret: settings.JWT_SECRET,
    auditSecret: settings.AUDIT_KEY,
  })
  const store = await openStore({ databaseUrl, dataDir })
  try {
    const found = await verifyTrail(store, auditKey(auditSecret), {
      anchor: head,
      onProgress: (done, total) => onProgress(total === 0 ? 1 : done / total),
    })
    return verificationView(found)
  } finally {
    await store.close()
  }
}
