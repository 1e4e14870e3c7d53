/** Shares below this count as this: an empty bin would otherwise make the index infinite. */
export const PSI_FLOOR = 1e-4

/**
 * Population stability index of two histograms over the same bins, as counts or shares:
 * the sum of (actual - expected) * ln(actual / expected) over the shares. By custom, below 0.1
 * is stable and above 0.2 calls for a look (Siddiqi 2006).
 *
 * @throws RangeError for histograms of different or no length, empty ones, or negative counts.
 */
export function psi(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
  if (expected.length !== actual.length || expected.length === 0) {
    throw new RangeError(
      `psi needs two histograms over the same bins: got ${expected.length} and ${actual.length}`,
    )
  }
  const expectedShares = shares(expected, 'expected')
  const actualShares = shares(actual, 'actual')
  return expectedShares.reduce((total, share, bin) => {
    const other = actualShares[bin] as number
    return total + (other - share) * Math.log(other / share)
  }, 0)
}

function shares(counts: ArrayLike<number>, name: string): number[] {
  const values = Array.from(counts)
  const wrong = values.findIndex((value) => !(value >= 0 && Number.isFinite(value)))
  if (wrong >= 0) {
    throw new RangeError(
      `psi: ${name}[${wrong}] must be a finite number >= 0, got ${values[wrong]}`,
    )
  }
  const total = values.reduce((a, b) => a + b, 0)
  if (total === 0) throw new RangeError(`psi: ${name} is empty, every count is 0`)
  return values.map((value) => Math.max(PSI_FLOOR, value / total))
}
