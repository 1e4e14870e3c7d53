/**
 * Seeded random numbers in [0, 1), Mulberry32: benches draw the same bodies, flips and moments
 * each time, so that a figure can be repeated.
 */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number from `min` to `max`, both included. */
export const wholeNumber = (random: () => number, min: number, max: number): number =>
  min + Math.floor(random() * (max - min + 1))
