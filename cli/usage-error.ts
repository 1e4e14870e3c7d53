/** A call that cannot be carried out as it stands; the message says what mends it. */
export class UsageError extends Error {
  override name = 'UsageError'
}
