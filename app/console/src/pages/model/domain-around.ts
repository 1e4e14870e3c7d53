import type { Bounds } from '../../figures/use-figures.ts'

/** Ends of an axis that holds all intervals, and values that must be seen, on whole twentieths. */
export function domainAround(
  intervals: readonly Bounds[],
  values: readonly number[] = [],
): [number, number] {
  const all = [...intervals.flatMap(({ low, high }) => [low, high]), ...values]
  if (all.length === 0) return [0, 1]
  const [least, most] = [Math.min(...all), Math.max(...all)]
  return [Math.floor(least * 20) / 20, Math.ceil(most * 20) / 20]
}
