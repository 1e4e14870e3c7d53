import { Client, Pool } from 'pg'
import { parseIntoClientConfig } from 'pg-connection-string'
import type { Connection } from './store.ts'

/** A PostgreSQL server and who opens it. */
export interface ServerAddress {
  /** URL of the database; TLS follows its `sslmode` and `sslrootcert`. */
  url: string
  /** User, where the URL names none. */
  username?: string | undefined
  /** Password, where the URL holds none; asked for at every new connection. */
  password?: (() => Promise<string>) | undefined
}

/** Time limits in milliseconds, so that a hanging server is an error and not a hanging service. */
const LIMITS = {
  connectionTimeoutMillis: 2_000,
  statement_timeout: 30_000,
  // A server that is stopped or unreachable answers nothing: this one is measured here.
  query_timeout: 35_000,
  idle_in_transaction_session_timeout: 60_000,
  idleTimeoutMillis: 30_000,
}

/**
 * A pool of connections to a PostgreSQL server. Connections that break are replaced: the pool works
 * again as soon as the server does, and with the password that is valid then.
 */
export function openPostgres({ url, username, password }: ServerAddress): Connection {
  const server = {
    // Not as `connectionString`: pg lets an empty user and password of the URL win over others.
    ...parseIntoClientConfig(url),
    ...(username !== undefined && { user: username }),
    ...(password !== undefined && { password }),
    keepAlive: true,
    application_name: 'dataspace',
    connectionTimeoutMillis: LIMITS.connectionTimeoutMillis,
  }
  const pool = new Pool({ ...server, max: 10, ...LIMITS })
  return {
    kind: 'postgres',
    pool,
    patiently: async (work) => {
      const client = new Client(server)
      await client.connect()
      return work(client).finally(() => client.end())
    },
    close: () => pool.end(),
  }
}
