const WARM_UP_ROUNDS = 16

/**
 * The small fast counting generator sfc32 (Chris Doty-Humphrey, PractRand): 128 bits of state, and
 * the same numbers on every machine. Each tree has its own, so that a tree depends on the seed and
 * its number only.
 */
export class RandomSource {
  private a: number
  private b: number
  private c = 0x9e3779b9 | 0
  private counter = 1

  /** Starts the stream that belongs to `seed` and `stream`, both unsigned 32-bit numbers. */
  constructor(seed: number, stream: number) {
    this.a = seed | 0
    this.b = stream | 0
    for (let round = 0; round < WARM_UP_ROUNDS; round++) this.below(1)
  }

  /** A whole number from 0 to `limit` - 1; `limit` at most 2^32. */
  below(limit: number): number {
    const word = (((this.a + this.b) | 0) + this.counter) | 0
    this.counter = (this.counter + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = (((this.c << 21) | (this.c >>> 11)) + word) | 0
    return Math.floor(((word >>> 0) / 2 ** 32) * limit)
  }
}
