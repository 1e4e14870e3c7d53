/** An answer of a registry that is none of those hoped for. */
export class RegistryError extends Error {
  override name = 'RegistryError'
  readonly status: number
  /** What the registry wrote, shortened. */
  readonly answer: string

  constructor(what: string, status: number, answer: string) {
    super(`${what}: the registry answers ${status} ${answer}`.trimEnd())
    this.status = status
    this.answer = answer
  }

  /**
   * The tag is there and may not be written again. ECR says ImageTagAlreadyExistsException or "tag …
   * is immutable", Harbor "configured as immutable".
   * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
   */
  get immutable(): boolean {
    return /ImageTagAlreadyExists|immutable/i.test(this.answer)
  }
}
