/** What can be wrong with a model file. */
export type ModelFileFault = 'empty' | 'truncated' | 'hash' | 'json' | 'schema' | 'tree'

/** A model file that must not serve, and why. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError'
  readonly fault: ModelFileFault

  constructor(fault: ModelFileFault, reason: string) {
    super(`model file: ${reason}`)
    this.fault = fault
  }
}
