/**
 * A stream of numbers that look like noise of a detector: mean 0, standard deviation 1, the sum of four
 * uniform numbers of a Mulberry32. The same seed gives the same stream on every machine.
 */
export function noise(seed: number): () => number {
  let state = seed >>> 0
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  // A uniform number has variance 1/12, four of them 1/3.
  return () => (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3)
}
