/** A study that no prediction can be shown for; the message says where the chain ends, and names nobody. */
export class LinkError extends Error {
  override name = 'LinkError'
}
