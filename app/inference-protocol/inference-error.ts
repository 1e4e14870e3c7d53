/** A request that the model cannot be asked with. The text says what, where and what is allowed. */
export class InferenceError extends Error {
  override name = 'InferenceError'
}
