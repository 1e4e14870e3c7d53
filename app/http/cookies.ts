import { getCookie } from 'hono/cookie'
import type { RequestContext } from './context.ts'
import type { OwnOrigin } from './own-origin.ts'

/** The service's cookies. No script can read one of them. */
export const COOKIES = {
  /** The session's id. Not sent with any request that another site causes. */
  session: { name: 'dataspace-session', sameSite: 'Strict' },
  /** A sign-in at the identity provider under way; Lax, since the provider sends the browser back. */
  signIn: { name: 'dataspace-sign-in', sameSite: 'Lax' },
} as const

type Cookie = (typeof COOKIES)[keyof typeof COOKIES]

/**
 * Name of a cookie on the wire. With the prefix browsers take it from this very host over TLS alone
 * (RFC 6265bis, 4.1.3.2), so no neighbouring host and no plain HTTP page can plant one.
 */
export const cookieName = (cookie: Cookie, { secure }: OwnOrigin): string =>
  secure ? `__Host-${cookie.name}` : cookie.name

/** The value of a cookie of ours; undefined where the browser sent none. */
export const readCookie = (c: RequestContext, cookie: Cookie, own: OwnOrigin): string | undefined =>
  getCookie(c, cookieName(cookie, own))

/** A Set-Cookie header that keeps a value for so long. */
export const setCookie = (
  cookie: Cookie,
  own: OwnOrigin,
  { value, seconds }: { value: string; seconds: number },
): string =>
  `${cookieName(cookie, own)}=${value}; Path=/; HttpOnly; SameSite=${cookie.sameSite}; ` +
  `Max-Age=${Math.floor(seconds)}${own.secure ? '; Secure' : ''}`

/** A Set-Cookie header that takes a cookie away. */
export const clearCookie = (cookie: Cookie, own: OwnOrigin): string =>
  setCookie(cookie, own, { value: '', seconds: 0 })
