import { Pool } from 'pg'
import type { Connection } from './store.ts'

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
 * A pool of connections to a PostgreSQL server. TLS follows the URL's `sslmode`. Connections that
 * break are replaced: the pool works again as soon as the server does.
 */
export function openPostgres(databaseUrl: string): Connection {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 10,
    keepAlive: true,
    application_name: 'dataspace',
    ...LIMITS,
  })
  return { kind: 'postgres', pool, close: () => pool.end() }
}
