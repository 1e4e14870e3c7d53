/** What is to be ranked or judged: one number a row. */
export type Values = Float64Array | Float32Array

/** The outcome of each row: 1 if it happened, else 0. */
export type Labels = Uint8Array

/**
 * Refuses rows that a figure cannot be computed from: different lengths, none at all, labels
 * other than 0 and 1, or values that are not finite.
 */
export function checkRows(labels: Labels, values: Values, name = 'scores'): void {
  if (labels.length !== values.length) {
    throw new RangeError(
      `${name} must have one entry a label: got ${values.length} for ${labels.length} labels`,
    )
  }
  if (labels.length === 0) throw new RangeError(`${name} is empty: there is nothing to evaluate`)
  for (let row = 0; row < labels.length; row++) {
    if ((labels[row] as number) > 1) {
      throw new RangeError(`labels[${row}] must be 0 or 1, got ${labels[row]}`)
    }
    if (!Number.isFinite(values[row])) {
      throw new RangeError(`${name}[${row}] must be a finite number, got ${values[row]}`)
    }
  }
}

/** Refuses rows whose values are no probabilities (see checkRows for the rest). */
export function checkProbabilities(labels: Labels, probabilities: Values): void {
  checkRows(labels, probabilities, 'probabilities')
  for (let row = 0; row < probabilities.length; row++) {
    const value = probabilities[row] as number
    if (value < 0 || value > 1) {
      throw new RangeError(`probabilities[${row}] must be within 0..1, got ${value}`)
    }
  }
}

/** Refuses weights of another length, negative ones, and ones that are not finite. */
export function checkWeights(labels: Labels, weights: Values): void {
  if (weights.length !== labels.length) {
    throw new RangeError(
      `weights must have one entry a label: got ${weights.length} for ${labels.length} labels`,
    )
  }
  for (let row = 0; row < weights.length; row++) {
    const value = weights[row] as number
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`weights[${row}] must be a finite number >= 0, got ${value}`)
    }
  }
}

/** The number of rows whose outcome happened. */
export function countPositives(labels: Labels): number {
  let positives = 0
  for (let row = 0; row < labels.length; row++) positives += labels[row] as number
  return positives
}
