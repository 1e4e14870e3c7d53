import { solvePositiveDefinite } from './cholesky.ts'
import type { Labels } from './metrics.ts'

/** A fitted logistic regression on standardised columns. */
export interface LogisticRegression {
  /** Log-odds per standard deviation of each column. */
  coefficients: number[]
  /** Log-odds where every column is at its training mean. */
  intercept: number
  /** Training mean of each column. */
  means: number[]
  /** Training standard deviation (population) of each column; 1 for a constant column. */
  scales: number[]
  /** Newton steps taken. */
  steps: number
}

/** Settings of the fit. */
export interface LogisticOptions {
  /**
   * Weight of half the squared length of the coefficients beside the summed log-loss, i.e.
   * scikit-learn's 1/C; the intercept is not penalised.
   *
   * @default 1
   */
  penalty?: number
}

const MAX_STEPS = 100
const TOLERANCE = 1e-10

const standardise = (columns: readonly ArrayLike<number>[]) =>
  columns.map((column) => {
    const values = Float64Array.from(column)
    const mean = values.reduce((a, b) => a + b, 0) / values.length
    const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length
    const scale = variance > 0 ? Math.sqrt(variance) : 1
    return { mean, scale, values: values.map((value) => (value - mean) / scale) }
  })

/**
 * Fits a logistic regression with an L2 penalty by iteratively reweighted least squares, which is
 * Newton's method (McCullagh and Nelder 1989, chapter 4): the simplest model worth beating.
 *
 * @throws RangeError for columns of different length, one outcome only, or a fit that does not
 *   settle (a penalty of 0 on outcomes that the columns separate).
 */
export function fitLogisticRegression(
  columns: readonly ArrayLike<number>[],
  labels: Labels,
  { penalty = 1 }: LogisticOptions = {},
): LogisticRegression {
  checkColumns(columns, labels)
  const standard = standardise(columns)
  const design = [new Float64Array(labels.length).fill(1), ...standard.map((s) => s.values)]
  const beta = new Float64Array(design.length)
  for (let step = 1; step <= MAX_STEPS; step++) {
    const change = newtonStep(design, labels, { beta, penalty })
    let size = 0
    for (let i = 0; i < beta.length; i++) {
      beta[i] = (beta[i] as number) + (change[i] as number)
      size = Math.max(size, Math.abs(change[i] as number))
    }
    if (size > TOLERANCE) continue
    return {
      intercept: beta[0] as number,
      coefficients: Array.from(beta.subarray(1)),
      means: standard.map((s) => s.mean),
      scales: standard.map((s) => s.scale),
      steps: step,
    }
  }
  throw new RangeError(
    `logistic regression did not settle in ${MAX_STEPS} steps with penalty ${penalty}: raise the penalty`,
  )
}

function checkColumns(columns: readonly ArrayLike<number>[], labels: Labels): void {
  const wrong = columns.findIndex((column) => column.length !== labels.length)
  if (wrong >= 0) {
    throw new RangeError(
      `column ${wrong} must have one entry a label: got ${columns[wrong]?.length} for ${labels.length}`,
    )
  }
  if (!labels.includes(0) || !labels.includes(1)) {
    throw new RangeError('logistic regression needs rows of both outcomes')
  }
}

interface State {
  beta: Float64Array
  penalty: number
}

function newtonStep(design: Float64Array[], labels: Labels, { beta, penalty }: State) {
  const size = design.length
  const gradient = new Float64Array(size)
  const curvature = new Float64Array(size * size)
  const x = new Float64Array(size)
  for (let row = 0; row < labels.length; row++) {
    let logit = 0
    for (let i = 0; i < size; i++) {
      x[i] = (design[i] as Float64Array)[row] as number
      logit += (beta[i] as number) * (x[i] as number)
    }
    const fitted = 1 / (1 + Math.exp(-logit))
    const residual = (labels[row] as number) - fitted
    const weight = fitted * (1 - fitted)
    for (let i = 0; i < size; i++) {
      const xi = x[i] as number
      gradient[i] = (gradient[i] as number) + residual * xi
      for (let j = 0; j <= i; j++) {
        const at = i * size + j
        curvature[at] = (curvature[at] as number) + weight * xi * (x[j] as number)
      }
    }
  }
  for (let i = 1; i < size; i++) {
    gradient[i] = (gradient[i] as number) - penalty * (beta[i] as number)
    curvature[i * size + i] = (curvature[i * size + i] as number) + penalty
  }
  return solvePositiveDefinite(curvature, gradient)
}

/** P(positive) of each row of `columns`, which are raw (not standardised), in training order. */
export function predictLogistic(
  model: LogisticRegression,
  columns: readonly ArrayLike<number>[],
): Float64Array {
  return Float64Array.from(columns[0] ?? [], (_, row) => {
    const logit = columns.reduce((total, column, i) => {
      const z = ((column[row] as number) - (model.means[i] as number)) / (model.scales[i] as number)
      return total + (model.coefficients[i] as number) * z
    }, model.intercept)
    return 1 / (1 + Math.exp(-logit))
  })
}
