/** Most bins of one feature; a code fits a byte. */
export const MAXIMUM_BINS = 256

/** The bins of one feature: bin `i` holds the values from `lowest[i]` to `highest[i]`. */
export interface Bins {
  lowest: Uint16Array
  highest: Uint16Array
  /** Bin of each value that occurs, by value. */
  codeOf: Uint8Array
}

/**
 * Bins the values of the given rows: one bin for each distinct value while there are at most
 * MAXIMUM_BINS (splits are then exact), else runs of values with about equal numbers of rows.
 */
export function binValues(column: Uint16Array, rows: Uint32Array): Bins {
  const counts = new Uint32Array(1 << 16)
  for (const row of rows) count(counts, column[row] ?? 0)
  const values: number[] = []
  counts.forEach((rowsOfValue, value) => {
    if (rowsOfValue > 0) values.push(value)
  })
  const binOfValue = values.length <= MAXIMUM_BINS ? values.keys() : quantiles(values, counts, rows)
  const lowest: number[] = []
  const highest: number[] = []
  const codeOf = new Uint8Array((values.at(-1) ?? 0) + 1)
  let index = 0
  for (const bin of binOfValue) {
    const value = values[index++] ?? 0
    lowest[bin] ??= value
    highest[bin] = value
    codeOf[value] = bin
  }
  return { lowest: Uint16Array.from(lowest), highest: Uint16Array.from(highest), codeOf }
}

/** The bin of each value, in order, such that the rows spread evenly over MAXIMUM_BINS bins. */
function quantiles(values: number[], counts: Uint32Array, rows: Uint32Array): number[] {
  let before = 0
  let bin = -1
  let lastQuantile = -1
  return values.map((value) => {
    const quantile = Math.floor((before / rows.length) * MAXIMUM_BINS)
    before += counts[value] ?? 0
    if (quantile > lastQuantile) bin++
    lastQuantile = quantile
    return bin
  })
}

function count(counts: Uint32Array, value: number): void {
  counts[value] = (counts[value] ?? 0) + 1
}
