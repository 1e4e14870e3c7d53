/** A session that cannot be had, or an answer that is none of those known; the message says why. */
export class SessionError extends Error {
  override name = 'SessionError'
}
