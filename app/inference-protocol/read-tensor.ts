import type { BinaryReader } from './binary-tensors.ts'
import { NUMERIC_TYPES } from './datatypes.ts'
import { InferenceError } from './inference-error.ts'
import type { RequestTensor } from './protocol.ts'

/** A tensor's values, flat, in row-major order. */
export interface ReadTensor {
  name: string
  datatype: string
  shape: readonly number[]
  values: readonly unknown[]
}

/** A shape's number of elements; more are refused by what counts rows, so any bound will do here. */
const MOST_ELEMENTS = 1_000_000

/**
 * Reads a tensor's values from its `data`, or from the binary data that follows the JSON.
 *
 * @throws InferenceError for a type that is not taken, shared memory, or values that are not of the shape
 */
export function readTensor(tensor: RequestTensor, binary: BinaryReader): ReadTensor {
  const { name, datatype, shape, parameters = {} } = tensor
  if (datatype !== 'BYTES' && NUMERIC_TYPES[datatype] === undefined)
    throw new InferenceError(
      `Input ${name}: its datatype is not taken; allowed are ${Object.keys(NUMERIC_TYPES).join(', ')} and BYTES`,
    )
  if (parameters.shared_memory_region !== undefined)
    throw new InferenceError(`Input ${name}: shared memory is not supported; send the data`)
  const { binary_data_size: size } = parameters
  if ((size === undefined) === (tensor.data === undefined))
    throw new InferenceError(`Input ${name}: give either data or the parameter binary_data_size`)
  const values =
    tensor.data === undefined
      ? binary.next(tensor, bytesOf(name, size))
      : flat(name, tensor.data, shape)
  const elements = shape.reduce((product, one) => Math.min(product * one, MOST_ELEMENTS), 1)
  if (values.length !== elements)
    throw new InferenceError(
      `Input ${name}: got ${values.length} values, its shape [${shape.join(', ')}] has ${elements}`,
    )
  return { name, datatype, shape, values }
}

function bytesOf(name: string, size: unknown): number {
  if (typeof size === 'number' && Number.isSafeInteger(size) && size >= 0) return size
  throw new InferenceError(`Input ${name}: binary_data_size must be a whole number of bytes`)
}

/** The values of `data`, which is flat, or nested exactly as the shape says. */
function flat(name: string, data: readonly unknown[], shape: readonly number[]): unknown[] {
  if (!data.some(Array.isArray)) return [...data]
  let level: unknown[] = [data]
  for (const size of shape) {
    const next: unknown[] = []
    for (const one of level) {
      if (!Array.isArray(one) || one.length !== size)
        throw new InferenceError(
          `Input ${name}: nested data must be nested as its shape [${shape.join(', ')}] says`,
        )
      for (const member of one) next.push(member)
    }
    level = next
  }
  return level
}
