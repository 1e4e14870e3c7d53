import type { RequestContext } from './context.ts'

/**
 * The client's address: the peer's, or, behind `trustedProxies` proxies, the entry of
 * X-Forwarded-For that the outermost of them wrote. Entries further left are the client's own claim.
 */
export function clientAddress(c: RequestContext, trustedProxies: number): string {
  const peer = c.env?.incoming?.socket.remoteAddress ?? 'unknown'
  if (trustedProxies === 0) return peer
  const entries = (c.req.header('x-forwarded-for') ?? '').split(',').map((entry) => entry.trim())
  const entry = entries[entries.length - trustedProxies]
  return entry === undefined || entry === '' ? peer : entry.slice(0, 64)
}
