import { and, eq, isNull, notInArray, sql } from 'drizzle-orm'
import { apiKeys } from './schema.ts'
import type { Database } from './store.ts'

/** A key as the service compares it: the institution it is bound to and its SHA-256. */
export interface HashedApiKey {
  institution: string
  keySha256: Buffer
}

/**
 * Makes `configured` the set of active keys: adds what is new, revokes what is no longer there,
 * and takes back the revocation of a key that is configured again.
 */
export async function syncKeys(db: Database, configured: HashedApiKey[]): Promise<void> {
  await db.transaction(async (transaction) => {
    const kept = configured.map(({ keySha256 }) => keySha256)
    await transaction
      .update(apiKeys)
      .set({ revokedAt: sql`now()` })
      .where(
        and(
          isNull(apiKeys.revokedAt),
          kept.length > 0 ? notInArray(apiKeys.keySha256, kept) : undefined,
        ),
      )
    if (kept.length === 0) return
    await transaction
      .insert(apiKeys)
      .values(configured)
      .onConflictDoUpdate({
        target: apiKeys.keySha256,
        set: { institution: sql`excluded.institution`, revokedAt: null },
      })
  })
}

/** The keys that are not revoked, of all institutions: what a caller's key is compared with. */
export const activeKeys = (db: Database): Promise<HashedApiKey[]> =>
  db
    .select({ institution: apiKeys.institution, keySha256: apiKeys.keySha256 })
    .from(apiKeys)
    .where(isNull(apiKeys.revokedAt))

/** Revokes one key of an institution; false when it had no such active key. */
export async function revokeKey(db: Database, { institution, keySha256 }: HashedApiKey) {
  const revoked = await db
    .update(apiKeys)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(apiKeys.institution, institution),
        eq(apiKeys.keySha256, keySha256),
        isNull(apiKeys.revokedAt),
      ),
    )
    .returning({ institution: apiKeys.institution })
  return revoked.length > 0
}
