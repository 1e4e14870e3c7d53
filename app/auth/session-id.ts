import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** What session ids look like: 32 random bytes. Other text is no session, and nobody is asked. */
const FORM = /^[\w-]{43}$/

/** A new session id: 256 random bits (OWASP asks for 64 at least). */
export const newSessionId = (): string => randomBytes(32).toString('base64url')

/** Whether a cookie's value can be a session id at all. */
export const isSessionId = (text: string): boolean => FORM.test(text)

/** What is kept of a session id. Ids are random and long, so a slow hash would add nothing. */
export const hashSessionId = (id: string): Buffer => hash('sha256', id, 'buffer')

/**
 * The token that requests with the session's cookie must repeat in a header. It follows from the id
 * and leads to nothing: a page may read it, and still not the id.
 */
export const csrfTokenOf = (sessionId: string): string =>
  createHmac('sha256', sessionId).update('dataspace csrf').digest('base64url')

/** Compares a given token in constant time. */
export function isCsrfToken(given: string | undefined, sessionId: string): boolean {
  const wanted = Buffer.from(csrfTokenOf(sessionId))
  const got = Buffer.from(given ?? '')
  return got.length === wanted.length && timingSafeEqual(got, wanted)
}
