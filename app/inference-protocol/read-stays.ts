import { FEATURE_BOUNDS, FEATURES, type Feature, type FeatureRow } from '../forest/features.ts'
import { readBinary } from './binary-tensors.ts'
import { InferenceError } from './inference-error.ts'
import type { InferenceRequest } from './protocol.ts'
import { type ReadTensor, readTensor } from './read-tensor.ts'

/** Stays that one request may ask for. */
export const MOST_STAYS = 1000

/** The input that says whose stays they are. */
export const PATIENT_ID = 'patient_id'

/** All features of each stay at once, in the order of FEATURES. */
export const MATRIX = 'features'

/** Every name an input may have. */
export const INPUT_NAMES: readonly string[] = [...FEATURES, MATRIX, PATIENT_ID]

/** The stays of a request. */
export interface RequestedStays {
  rows: readonly FeatureRow[]
  /** The caller's ids of the patients; undefined where he tells none. */
  patientIds: readonly unknown[] | undefined
}

/**
 * Reads the stays of a request: from one tensor a feature, as a table's columns, or from one matrix.
 * Both may come with the patients' ids.
 *
 * @param binary what follows the JSON, where something does
 * @throws InferenceError naming the input, and the first stay that is wrong; never a value
 */
export function readStays(request: InferenceRequest, binary: Uint8Array): RequestedStays {
  const reader = readBinary(binary)
  const tensors = new Map<string, ReadTensor>()
  for (const input of request.inputs) {
    if (!INPUT_NAMES.includes(input.name))
      throw new InferenceError(`There is an input of another name than ${INPUT_NAMES.join(', ')}`)
    if (tensors.has(input.name)) throw new InferenceError(`Input ${input.name} comes twice`)
    tensors.set(input.name, readTensor(input, reader))
  }
  reader.end()
  const matrix = tensors.get(MATRIX)
  const columns = matrix === undefined ? columnsOf(tensors) : columnsOfMatrix(matrix, tensors)
  const count = columns[0].length
  const ids = tensors.get(PATIENT_ID)
  if (ids !== undefined) checkColumn(ids, count)
  if (ids !== undefined && ids.datatype !== 'BYTES')
    throw new InferenceError(`Input ${PATIENT_ID}: its datatype must be BYTES`)
  return { rows: rowsOf(columns), patientIds: ids?.values }
}

type Columns = [readonly unknown[], ...(readonly unknown[])[]]

function columnsOf(tensors: ReadonlyMap<string, ReadTensor>): Columns {
  const found = FEATURES.map((feature) => {
    const tensor = tensors.get(feature)
    if (tensor === undefined)
      throw new InferenceError(
        `Input ${feature} is missing; needed are ${FEATURES.join(', ')}, or ${MATRIX} of shape [n, ${FEATURES.length}]`,
      )
    return tensor
  })
  const count = countOf(found[0]?.shape ?? [])
  for (const tensor of found) checkColumn(tensor, count)
  return found.map(({ values }) => values) as Columns
}

function columnsOfMatrix(matrix: ReadTensor, tensors: ReadonlyMap<string, ReadTensor>): Columns {
  const { shape, values, datatype } = matrix
  const width = FEATURES.length
  if (FEATURES.some((feature) => tensors.has(feature)))
    throw new InferenceError(`Give either ${MATRIX} or one input a feature, not both`)
  if (shape.length !== 2 || shape[1] !== width)
    throw new InferenceError(`Input ${MATRIX}: its shape must be [n, ${width}]`)
  if (datatype === 'BYTES') throw new InferenceError(`Input ${MATRIX}: must be of numbers`)
  const count = countOf(shape)
  return FEATURES.map((_, column) =>
    Array.from({ length: count }, (_, row) => values[row * width + column]),
  ) as unknown as Columns
}

function countOf(shape: readonly number[]): number {
  const [count = 0] = shape
  if (count >= 1 && count <= MOST_STAYS) return count
  throw new InferenceError(`A request is for 1 to ${MOST_STAYS} stays, the shapes' first size`)
}

function checkColumn({ name, shape }: ReadTensor, count: number): void {
  const isColumn = shape.length === 1 || (shape.length === 2 && shape[1] === 1)
  if (isColumn && shape[0] === count) return
  throw new InferenceError(`Input ${name}: its shape must be [${count}] or [${count}, 1]`)
}

function rowsOf(columns: Columns): FeatureRow[] {
  const checked = FEATURES.map((feature, index) =>
    (columns[index] ?? []).map((value, row) => check(feature, value, row)),
  )
  return columns[0].map((_, row) => {
    const entries = FEATURES.map((feature, index) => [feature, checked[index]?.[row]])
    return Object.fromEntries(entries) as FeatureRow
  })
}

/** A value as the forest takes it. Gender alone may be missing: null, or NaN in binary data. */
function check(feature: Feature, value: unknown, row: number): number | null {
  const { min, max } = FEATURE_BOUNDS[feature]
  const mayMiss = feature === 'gender_encoded'
  if (mayMiss && (value === null || Number.isNaN(value))) return null
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max)
    return value === 0 ? 0 : value // 0 of either sign is one value for the audit row's digest.
  const unknown = mayMiss ? ', or null (NaN) where it is unknown' : ''
  throw new InferenceError(
    `Input ${feature}, stay ${row}: must be a whole number ${min} to ${max}${unknown}`,
  )
}
