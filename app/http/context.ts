import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { Session } from '../auth/sessions.ts'

/** What every request carries besides Hono's own. */
export interface Environment {
  /** Absent where the application is called without a server, as in tests. */
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    /** The route's pattern, for metrics and logs: paths may hold ids. */
    route: string
    /** Headers that CORS adds to the answer. */
    cors: Record<string, string>
    /** Identity for the log, once known. */
    actor: string
    /** The session, where one was the credential. */
    session: Session | undefined
  }
}

export type RequestContext = Context<Environment>
