import type { RequestContext } from './context.ts'

/** Where a browser finds this service. */
export interface OwnOrigin {
  /** `https://dataspace.example.org`. */
  origin: string
  /** Behind TLS: cookies are `Secure` then, and carry the prefix `__Host-`. */
  secure: boolean
}

/** How the service knows its own address. */
export interface OriginSettings {
  /** PUBLIC_URL, where it is set: then nothing a client sends counts. */
  publicUrl: string | undefined
  /** Proxies in front whose X-Forwarded-Proto is believed. */
  trustedProxies: number
}

/** Names that never leave the machine; plain HTTP to them cannot be listened to. */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i

/**
 * The service's origin as this request's browser sees it. Undefined where passwords and cookies would
 * cross a network in the clear: plain HTTP to anything but this machine.
 */
export function ownOrigin(c: RequestContext, settings: OriginSettings): OwnOrigin | undefined {
  if (settings.publicUrl !== undefined) {
    const { origin, protocol } = new URL(settings.publicUrl)
    return { origin, secure: protocol === 'https:' }
  }
  const host = (c.req.header('host') ?? '').toLowerCase()
  if (forwardedScheme(c, settings.trustedProxies) === 'https')
    return { origin: `https://${host}`, secure: true }
  return LOOPBACK.test(host) ? { origin: `http://${host}`, secure: false } : undefined
}

/**
 * The address that signed tokens must name. PUBLIC_URL, or this machine for tests and developers: any
 * other Host header is written by whoever sends the token, and says nothing.
 */
export function signedOrigin(c: RequestContext, { publicUrl }: OriginSettings): string | undefined {
  if (publicUrl !== undefined) return new URL(publicUrl).origin
  const host = (c.req.header('host') ?? '').toLowerCase()
  return LOOPBACK.test(host) ? `http://${host}` : undefined
}

/** What the outermost trusted proxy says it was spoken to with. */
function forwardedScheme(c: RequestContext, trustedProxies: number): string | undefined {
  if (trustedProxies === 0) return undefined
  const entries = (c.req.header('x-forwarded-proto') ?? '').split(',').map((one) => one.trim())
  return (entries[Math.max(0, entries.length - trustedProxies)] ?? '').toLowerCase()
}

/** Whether a PUBLIC_URL is one that sessions can be kept at. */
export const isSafeOrigin = (url: string): boolean => {
  const { protocol, host } = new URL(url)
  return protocol === 'https:' || LOOPBACK.test(host)
}
