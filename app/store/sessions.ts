import type { Pool } from 'pg'

/** Whose session it is: a local user as he is now, or the actor that the identity provider named. */
export type SessionOwner =
  | { userId: number; username: string; role: 'admin' | 'user'; institution: string | null }
  | { provided: Record<string, unknown> }

/** A session that has not ended. */
export interface StoredSession {
  owner: SessionOwner
  expiresAt: Date
}

/** A use is written down this often at most: reading pages writes nothing most of the time. */
const TOUCH_SECONDS = 60

/** Keeps a new session, and lets go of those that have ended. */
export async function addSession(
  pool: Pool,
  session: {
    idSha256: Buffer
    userId?: number
    provided?: object
    lifetimeSeconds: number
    idleSeconds: number
  },
): Promise<void> {
  const { idSha256, userId, provided, lifetimeSeconds, idleSeconds } = session
  await pool.query(
    `delete from sessions where expires_at < now() or last_used_at < now() - $1 * interval '1 second'`,
    [idleSeconds],
  )
  await pool.query(
    `insert into sessions (id_sha256, user_id, provided, expires_at)
     values ($1, $2, $3, now() + $4 * interval '1 second')`,
    [
      idSha256,
      userId ?? null,
      provided === undefined ? null : JSON.stringify(provided),
      lifetimeSeconds,
    ],
  )
}

interface Row {
  user_id: number | null
  provided: Record<string, unknown> | null
  expires_at: Date
  stale: boolean
  username: string | null
  role: 'admin' | 'user' | null
  institution: string | null
}

/** The session of an id, unless it has ended; this use begins its idle time anew. */
export async function touchSession(
  pool: Pool,
  idSha256: Buffer,
  idleSeconds: number,
): Promise<StoredSession | undefined> {
  const { rows } = await pool.query<Row>(
    `select s.user_id, s.provided, s.expires_at, u.username, u.role, u.institution,
       s.last_used_at < now() - $3 * interval '1 second' as stale
     from sessions s left join users u on u.id = s.user_id
     where s.id_sha256 = $1 and s.expires_at > now()
       and s.last_used_at > now() - $2 * interval '1 second'`,
    [idSha256, idleSeconds, Math.min(TOUCH_SECONDS, idleSeconds / 10)],
  )
  const [row] = rows
  const owner = row && ownerOf(row)
  if (row === undefined || owner === undefined) return undefined
  if (row.stale)
    await pool.query('update sessions set last_used_at = now() where id_sha256 = $1', [idSha256])
  return { owner, expiresAt: row.expires_at }
}

function ownerOf(row: Row): SessionOwner | undefined {
  const { user_id: userId, provided, username, role, institution } = row
  if (provided !== null) return { provided }
  if (userId === null || username === null || role === null) return undefined
  return { userId, username, role, institution }
}

/** Ends one session. */
export async function endSession(pool: Pool, idSha256: Buffer): Promise<void> {
  await pool.query('delete from sessions where id_sha256 = $1', [idSha256])
}

/** Ends all sessions of a local user. */
export async function endSessionsOf(pool: Pool, userId: number): Promise<void> {
  await pool.query('delete from sessions where user_id = $1', [userId])
}
