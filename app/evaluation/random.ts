/**
 * A stream of uniform whole numbers below a bound: sfc32 (Doty-Humphrey, PractRand), seeded, so
 * that an interval printed in a report can be printed again.
 */
export function randomIntegers(seed: number): (below: number) => number {
  let [a, b, c, counter] = [0x9e3779b9, 0x243f6a88, seed | 0, 1]
  const next = (): number => {
    const value = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + value) | 0
    return value >>> 0
  }
  for (let i = 0; i < 12; i++) next()
  // The bias of scaling 32 bits is below `below` / 2^32: nothing at these sizes.
  return (below) => Math.floor((next() / 2 ** 32) * below)
}
