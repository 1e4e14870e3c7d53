import type { Minutes } from './critical-path.ts'

/** A log-normal distribution of build times. */
export interface MinutesDistribution {
  /** Half of the images take less. */
  readonly median: number
  /** Standard deviation of the natural logarithm. */
  readonly sigma: number
}

/**
 * Most images take half a minute, a few many: a mean of 0.75 minutes, so that 155 images are two
 * hours of work, which two workers do in the hour that Kaapana's documentation states.
 */
export const BUILD_MINUTES: MinutesDistribution = { median: 0.5, sigma: 0.9 }

/**
 * Draws minutes for images, independently of each other and of the order of the names. `random`
 * gives numbers from 0 (included) to 1.
 */
export function drawMinutes(
  images: readonly string[],
  random: () => number,
  { median, sigma }: MinutesDistribution = BUILD_MINUTES,
): Minutes {
  // Box and Muller's transform; 1 - random() is never 0, whose logarithm is infinite.
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return new Map(images.toSorted().map((image) => [image, median * Math.exp(sigma * normal())]))
}
