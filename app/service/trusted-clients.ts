import type { Actor } from '../auth/actor.ts'
import { createSystemTokens, type SystemTokens } from '../auth/smart/system-tokens.ts'
import { type ClientAssertions, createClientAssertions } from '../auth/trusted/client-assertions.ts'
import { createClientKeys } from '../auth/trusted/client-keys.ts'
import { actorOfClient } from '../auth/trusted/trusted-client.ts'
import type { TrustedClients } from '../http/parts.ts'
import type { Store } from '../store/store.ts'
import {
  addClient,
  clientOfIssuer,
  findClient,
  listClients,
  revokeClient,
  useAssertion,
} from '../store/trusted-clients.ts'

/** Registered systems: their registrations, and the two kinds of tokens they come with. */
export interface OpenedClients {
  clients: TrustedClients
  assertions: ClientAssertions
  systemTokens: SystemTokens
  /** The system of an access token, if its registration still stands. */
  system(token: string): Promise<Actor | undefined>
}

/**
 * Registrations are looked up for every token: a new one counts, and a revoked one does not, at once
 * and at every replica. One of an institution that is no member any more counts for nothing.
 */
export function openTrustedClients(parts: {
  store: Pick<Store, 'db' | 'pool'>
  institutions: readonly { id: string }[]
  tokenKey: Uint8Array
}): OpenedClients {
  const { store, institutions, tokenKey } = parts
  const { db, pool } = store
  const members = new Set(institutions.map(({ id }) => id))
  const systemTokens = createSystemTokens(tokenKey)
  return {
    clients: {
      list: () => listClients(db),
      find: (id) => findClient(db, id),
      add: (client) => addClient(db, client),
      revoke: (id) => revokeClient(db, id),
    },
    assertions: createClientAssertions({
      clientOf: async (issuer, tenant) => {
        const client = await clientOfIssuer(db, { issuer, tenant })
        return client !== undefined && members.has(client.institution) ? client : undefined
      },
      keys: createClientKeys(),
      use: (used) => useAssertion(pool, used),
    }),
    systemTokens,
    system: async (token) => {
      const claims = await systemTokens.verify(token)
      const client = claims && (await findClient(db, claims.client))
      if (claims === undefined || client === undefined || client.revokedAt !== null)
        return undefined
      if (!members.has(client.institution)) return undefined
      return { ...actorOfClient(client), scopes: claims.scopes }
    },
  }
}
