/** There are no stays to train or judge on; the message says what to do and may be shown to users. */
export class NoStays extends Error {
  override name = 'NoStays'
}
