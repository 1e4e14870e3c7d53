/** What can be wrong with a model file. */
export type ModelFileFault = 'empty' | 'truncated' | 'hash' | 'json' | 'schema' | 'tree'

/** A model file that must not serve, and why. */
export class ModelFileError extends Error {
  override readonly name = 'ModelFileError'
  readonly fault: ModelFileFault
  readonly reason: string

  /** `file` is its path, where it came from one. */
  constructor(fault: ModelFileFault, reason: string, file?: string) {
    super(`model file${file === undefined ? '' : ` ${file}`}: ${reason}`)
    this.fault = fault
    this.reason = reason
  }
}
