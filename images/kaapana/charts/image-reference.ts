/** An image as a chart's files name it. */
export interface ImageReference {
  readonly registry: string
  readonly image: string
  readonly version: string
  /** Where it stands. */
  readonly file: string
  readonly line: number
}
