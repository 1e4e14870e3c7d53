/**
 * Solves A x = b for a symmetric positive definite A by its Cholesky factor. Written out because
 * six unknowns need no matrix library.
 *
 * @param lower Row-major n x n; only the lower triangle is read. Overwritten by the factor.
 * @throws RangeError where A is not positive definite (columns that determine each other).
 */
export function solvePositiveDefinite(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  const at = (i: number, j: number): number => lower[i * n + j] as number
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let value = at(i, j)
      for (let k = 0; k < j; k++) value -= at(i, k) * at(j, k)
      if (i === j && !(value > 0)) {
        throw new RangeError(
          `the matrix is not positive definite at row ${i}: columns determine each other; raise the penalty`,
        )
      }
      lower[i * n + j] = i === j ? Math.sqrt(value) : value / at(j, j)
    }
  }
  const x = Float64Array.from(b)
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i] = (x[i] as number) - at(i, k) * (x[k] as number)
    x[i] = (x[i] as number) / at(i, i)
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i] = (x[i] as number) - at(k, i) * (x[k] as number)
    x[i] = (x[i] as number) / at(i, i)
  }
  return x
}
