import { and, desc, eq, getTableColumns, isNull, notInArray, sql } from 'drizzle-orm'
import type { Pool } from 'pg'
import { apiKeys } from './schema.ts'
import type { Database } from './store.ts'

/** A key as the service compares it: the institution it is bound to and its SHA-256. */
export interface HashedApiKey {
  institution: string
  keySha256: Buffer
}

/**
 * Makes `configured` the set of the environment's active keys: adds what is new, revokes what is no
 * longer there, and takes back the revocation of a key that is configured again. Keys that
 * administrators made stay as they are.
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
          eq(apiKeys.source, 'environment'),
          kept.length > 0 ? notInArray(apiKeys.keySha256, kept) : undefined,
        ),
      )
    if (kept.length === 0) return
    await transaction
      .insert(apiKeys)
      .values(configured)
      .onConflictDoUpdate({
        target: apiKeys.keySha256,
        set: { institution: sql`excluded.institution`, source: 'environment', revokedAt: null },
      })
  })
}

/** The environment's keys that are not revoked, of all institutions. */
export const environmentKeys = (db: Database): Promise<HashedApiKey[]> =>
  db
    .select({ institution: apiKeys.institution, keySha256: apiKeys.keySha256 })
    .from(apiKeys)
    .where(and(isNull(apiKeys.revokedAt), eq(apiKeys.source, 'environment')))

/** Number and institution of a key that an administrator made, if it is valid now. */
export async function findActiveKey(
  pool: Pool,
  keySha256: Buffer,
): Promise<{ id: number; institution: string } | undefined> {
  const { rows } = await pool.query<{ id: number; institution: string }>({
    name: 'find-active-key',
    text: `select id, institution from api_keys
     where key_sha256 = $1 and source = 'administrator' and revoked_at is null
       and (expires_at is null or expires_at > now())`,
    values: [keySha256],
  })
  return rows[0]
}

/** A key as administrators see it: everything but the key. */
export type KeyRecord = Omit<typeof apiKeys.$inferSelect, 'keySha256'>

const { keySha256: _hash, ...shown } = getTableColumns(apiKeys)

/** Every key, revoked ones too, latest first. */
export const listKeys = (db: Database): Promise<KeyRecord[]> =>
  db.select(shown).from(apiKeys).orderBy(desc(apiKeys.id))

/** The key with this number. */
export async function findKey(db: Database, id: number): Promise<KeyRecord | undefined> {
  const [key] = await db.select(shown).from(apiKeys).where(eq(apiKeys.id, id))
  return key
}

/** What a key that an administrator makes is kept with. */
export interface NewKey {
  institution: string
  label: string
  createdBy: string
  expiresAt: Date | null
  keySha256: Buffer
}

/** Keeps a key that an administrator made. */
export async function addKey(db: Database, key: NewKey): Promise<KeyRecord> {
  const [added] = await db
    .insert(apiKeys)
    .values({ ...key, source: 'administrator' })
    .returning(shown)
  if (added === undefined) throw new Error('A key was not kept')
  return added
}

/** Ends a key that an administrator made: now, or at a time that is not after its end. */
export async function endKey(
  db: Database,
  id: number,
  at: Date | 'now',
): Promise<KeyRecord | undefined> {
  const [ended] = await db
    .update(apiKeys)
    .set(
      at === 'now'
        ? { revokedAt: sql`now()` }
        : { expiresAt: sql`least(${apiKeys.expiresAt}, ${at.toISOString()}::timestamptz)` },
    )
    .where(and(eq(apiKeys.id, id), eq(apiKeys.source, 'administrator'), isNull(apiKeys.revokedAt)))
    .returning(shown)
  return ended
}
