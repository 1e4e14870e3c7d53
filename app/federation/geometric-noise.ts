import { randomInt } from 'node:crypto'

/** A whole number from 0 to `below` - 1, each equally likely. */
export type UniformSource = (below: number) => number

/** The operating system's cryptographic generator, without modulo bias. */
export const secureUniform: UniformSource = (below) => randomInt(below)

/** How much noise: probabilities fall by exp(-numerator / denominator) from each number to the next. */
export interface NoiseRate {
  numerator: number
  denominator: number
}

/** Epsilon is counted in millionths, so that sums are exact and noise is sampled exactly. */
export const MICRO = 1_000_000

/**
 * The rate that makes counts private for `microEpsilon` millionths, where one patient can change
 * them by `sensitivity` in sum.
 */
export function noiseRate(microEpsilon: number, sensitivity: number): NoiseRate {
  const divisor = greatestCommonDivisor(microEpsilon, MICRO * sensitivity)
  return { numerator: microEpsilon / divisor, denominator: (MICRO * sensitivity) / divisor }
}

/**
 * Whole-number noise with P(y) proportional to exp(-|y| numerator / denominator): the two-sided
 * geometric distribution (Ghosh, Roughgarden and Sundararajan 2009), sampled exactly, in whole
 * numbers alone, by algorithm 2 of Canonne, Kamath and Steinke (2020, arXiv:2004.00010). Laplace
 * noise in floating point leaks through the gaps between its values (Mironov 2012).
 */
export function geometricNoise(
  { numerator, denominator }: NoiseRate,
  uniform: UniformSource = secureUniform,
): number {
  for (;;) {
    const offset = uniform(denominator)
    if (!isHit(offset, denominator, uniform)) continue
    let steps = 0
    while (isHit(1, 1, uniform)) steps++
    const size = Math.floor((offset + denominator * steps) / numerator)
    const isNegative = uniform(2) === 1
    if (isNegative && size === 0) continue
    return isNegative ? -size : size
  }
}

/** True with probability exp(-a / b), for a from 0 to b (algorithm 1 there). */
function isHit(a: number, b: number, uniform: UniformSource): boolean {
  let round = 1
  while (uniform(b * round) < a) round++
  return round % 2 === 1
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b)
