/** Something that has to be installed first; the message says how. */
export class MissingToolError extends Error {
  override readonly name = 'MissingToolError'
}
