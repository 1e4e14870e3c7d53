/** A checkout, folder or option that Kaapana's images cannot be made from; the message says how to mend it. */
export class KaapanaError extends Error {
  override name = 'KaapanaError'
}
