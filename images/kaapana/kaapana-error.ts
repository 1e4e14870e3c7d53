/** A checkout, an option or a tool that planning cannot go on with; the message says what mends it. */
export class KaapanaError extends Error {
  override name = 'KaapanaError'
}
