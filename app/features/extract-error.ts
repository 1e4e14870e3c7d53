/** An extract that cannot be turned into a table: what is wrong, where, and how to mend it. */
export class ExtractError extends Error {
  override readonly name = 'ExtractError'
}
