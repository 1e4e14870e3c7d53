import {
  addSession,
  endSession,
  endSessionsOf,
  type SessionOwner,
  touchSession,
} from '../store/sessions.ts'
import type { Store } from '../store/store.ts'
import type { Actor } from './actor.ts'
import { hashSessionId, isSessionId, newSessionId } from './session-id.ts'

/** A signed-in browser. */
export interface Session {
  id: string
  actor: Actor
  /** When it ends, however much it is used. */
  expiresAt: Date
}

/** Who signs in: a local user, or somebody the identity provider vouched for. */
export type SignedIn = { userId: number } | { provided: Actor }

/** Sessions of browsers, the same for all replicas. */
export interface Sessions {
  /** How long a session lasts that is not used, in seconds. */
  readonly idleSeconds: number
  /** Begins a session under a new id, whatever id the browser came with. */
  begin(who: SignedIn): Promise<Session>
  /** The session, if it has not ended; this use of it counts against its idle time. */
  use(id: string): Promise<Session | undefined>
  end(id: string): Promise<void>
  /** Ends all sessions of a local user, such as when his password changes. */
  endAllOf(userId: number): Promise<void>
}

/** Sessions in the database. */
export function createSessions(parts: {
  store: Pick<Store, 'pool'>
  idleSeconds: number
  lifetimeSeconds: number
}): Sessions {
  const { store, idleSeconds, lifetimeSeconds } = parts
  const { pool } = store
  return {
    idleSeconds,
    begin: async (who) => {
      const id = newSessionId()
      const idSha256 = hashSessionId(id)
      await addSession(pool, { idSha256, ...who, lifetimeSeconds, idleSeconds })
      const begun = await touchSession(pool, idSha256, idleSeconds)
      if (begun === undefined) throw new Error('A user was deleted while he signed in')
      return { id, actor: actorOfOwner(begun), expiresAt: begun.expiresAt }
    },
    use: async (id) => {
      if (!isSessionId(id)) return undefined
      const found = await touchSession(pool, hashSessionId(id), idleSeconds)
      return found && { id, actor: actorOfOwner(found), expiresAt: found.expiresAt }
    },
    end: async (id) => {
      if (isSessionId(id)) await endSession(pool, hashSessionId(id))
    },
    endAllOf: (userId) => endSessionsOf(pool, userId),
  }
}

const actorOfOwner = ({ owner }: { owner: SessionOwner }): Actor =>
  'provided' in owner
    ? (owner.provided as unknown as Actor)
    : {
        id: `user:${owner.userId}`,
        role: owner.role,
        institution: owner.institution,
        username: owner.username,
      }
