import { agreeOnFact } from '../store/service-facts.ts'
import type { Store } from '../store/store.ts'
import type { AuditKey } from './audit-key.ts'

/**
 * Refuses a database whose audit trail was written under another key: its rows would no longer
 * verify and its pseudonyms no longer match.
 */
export async function checkAuditKey(store: Store, key: AuditKey): Promise<void> {
  const known = await agreeOnFact(store.db, 'audit key', key.id)
  if (known === key.id) return
  throw new Error(
    `This database's audit trail was written with the audit key ${known}, the configured key is ` +
      `${key.id}. Restore AUDIT_KEY (or JWT_SECRET, or DATA_DIR/keys) to the key it was made with.`,
  )
}
