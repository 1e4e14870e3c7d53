/** SQLSTATE classes that say that the server, not the statement, is the trouble. */
const SERVER_TROUBLE = /^(08|53|57P)/
const NETWORK = /^(ECONN|EPIPE|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)/
/** What node-postgres says without a code. */
const WITHOUT_CODE = /timeout exceeded|Connection terminated|Query read timeout|database thread/i

/** True for an error, or a cause of it, that says that the database cannot be reached or is full. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code } = error as { code?: unknown }
  if (typeof code === 'string' && (SERVER_TROUBLE.test(code) || NETWORK.test(code))) return true
  return WITHOUT_CODE.test(error.message) || isUnavailable(error.cause)
}
