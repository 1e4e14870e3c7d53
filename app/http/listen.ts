import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'

/** Bounds on slow and many clients; they take effect only when given at creation. */
const LIMITS = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1000,
  maxHeaderSize: 16 * 1024,
}

/** How often connections that became idle are closed while the server stops. */
const SWEEP_MS = 50

/** A server that listens. */
export interface Listening {
  port: number
  /** Stops accepting, lets requests in flight finish, at most `graceMs`, then closes the rest. */
  close(graceMs: number): Promise<void>
}

/**
 * Serves `fetch` over HTTP/1.1 on `host:port` (0 for a free port). Headers that take more than 5 s
 * and requests that take more than 10 s to arrive are answered 408 and closed.
 *
 * @throws Error when the port cannot be had, saying which and why
 */
export function listen(options: {
  fetch: Parameters<typeof serve>[0]['fetch']
  host: string
  port: number
  maxConnections: number
}): Promise<Listening> {
  const { fetch, host, port, maxConnections } = options
  return new Promise((resolve, reject) => {
    const server = serve(
      { fetch, hostname: host, port, serverOptions: LIMITS },
      (at: AddressInfo) => resolve({ port: at.port, close: (graceMs) => close(server, graceMs) }),
    ) as Server
    server.maxConnections = maxConnections
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        new Error(`Cannot listen on ${host}:${port}: ${cause.code ?? cause.message}`, { cause }),
      ),
    )
  })
}

async function close(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  // A connection that is kept alive becomes idle after its last answer and would stay for 65 s.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
  const force = setTimeout(() => server.closeAllConnections(), graceMs)
  await closed
  clearInterval(sweep)
  clearTimeout(force)
}
