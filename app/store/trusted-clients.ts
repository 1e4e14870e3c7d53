import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Pool } from 'pg'
import { trustedClients } from './schema.ts'
import type { Database } from './store.ts'

/** A registration as it is kept; its keys are public ones. */
export type ClientRecord = typeof trustedClients.$inferSelect

/** What an administrator registers. */
export type NewClient = Omit<ClientRecord, 'id' | 'createdAt' | 'revokedAt'>

/** All registrations, revoked ones too, latest first. */
export const listClients = (db: Database): Promise<ClientRecord[]> =>
  db.select().from(trustedClients).orderBy(desc(trustedClients.id))

/** The registration with this number. */
export async function findClient(db: Database, id: number): Promise<ClientRecord | undefined> {
  const [client] = await db.select().from(trustedClients).where(eq(trustedClients.id, id))
  return client
}

/** Keeps a registration. Undefined where one that is not revoked has its name, or issuer and tenant. */
export async function addClient(
  db: Database,
  client: NewClient,
): Promise<ClientRecord | undefined> {
  const [added] = await db.insert(trustedClients).values(client).onConflictDoNothing().returning()
  return added
}

/** Revokes a registration. Undefined where that was done already. */
export async function revokeClient(db: Database, id: number): Promise<ClientRecord | undefined> {
  const [revoked] = await db
    .update(trustedClients)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(trustedClients.id, id), isNull(trustedClients.revokedAt)))
    .returning()
  return revoked
}

/**
 * The registration that tokens of an issuer are judged by: the one of the tenant they name, else the
 * one without tenant.
 */
export async function clientOfIssuer(
  db: Database,
  { issuer, tenant }: { issuer: string; tenant: string | undefined },
): Promise<ClientRecord | undefined> {
  const { tenant: column } = trustedClients
  const [client] = await db
    .select()
    .from(trustedClients)
    .where(
      and(
        eq(trustedClients.issuer, issuer),
        isNull(trustedClients.revokedAt),
        tenant === undefined ? isNull(column) : sql`(${column} is null or ${column} = ${tenant})`,
      ),
    )
    .orderBy(sql`${column} nulls last`)
    .limit(1)
  return client
}

/**
 * Takes note of a token that was used, and lets go of some that have expired. The primary key decides
 * between two replicas that see the same token at the same moment.
 *
 * @returns false where it was used before
 */
export async function useAssertion(
  pool: Pool,
  used: { client: number; jtiSha256: Buffer; expiresAt: Date },
): Promise<boolean> {
  await pool.query(
    `delete from used_assertions where (client, jti_sha256) in
       (select client, jti_sha256 from used_assertions
        where expires_at < now() limit 100 for update skip locked)`,
  )
  const { rowCount } = await pool.query(
    `insert into used_assertions (client, jti_sha256, expires_at) values ($1, $2, $3)
     on conflict do nothing`,
    [used.client, used.jtiSha256, used.expiresAt],
  )
  return rowCount === 1
}
