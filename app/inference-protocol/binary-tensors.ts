import { NUMERIC_TYPES } from './datatypes.ts'
import { InferenceError } from './inference-error.ts'
import type { RequestTensor } from './protocol.ts'

/**
 * Names the number of JSON bytes that a body begins with; binary tensors follow, in the order of the
 * inputs. Triton's binary tensor data extension, which its clients use unasked.
 */
export const JSON_LENGTH_HEADER = 'inference-header-content-length'

/** A request body, parted into its JSON and what follows. */
export interface PartedBody {
  json: string
  binary: Uint8Array
}

/**
 * Parts a body by the header's value.
 *
 * @throws InferenceError where the header is no length of JSON within the body
 */
export function partBody(body: Uint8Array, header: string | undefined): PartedBody {
  const length = header === undefined ? body.length : jsonLength(header, body.length)
  return {
    json: new TextDecoder().decode(body.subarray(0, length)),
    binary: body.subarray(length),
  }
}

function jsonLength(header: string, most: number): number {
  const length = /^\d{1,9}$/.test(header) ? Number(header) : Number.NaN
  if (length > 0 && length <= most) return length
  throw new InferenceError(
    `Inference-Header-Content-Length: must be the number of bytes of the JSON, 1 to the body's ${most}; ` +
      'a request without JSON is not taken',
  )
}

/** Reads the binary data of tensors, one after the other. */
export interface BinaryReader {
  /** The values of the next tensor. @throws InferenceError where its bytes do not hold them */
  next(tensor: RequestTensor, size: number): unknown[]
  /** @throws InferenceError where bytes are left that no tensor named */
  end(): void
}

/** A reader of the bytes that follow the JSON. */
export function readBinary(binary: Uint8Array): BinaryReader {
  let start = 0
  return {
    next: ({ name, datatype }, size) => {
      const bytes = binary.subarray(start, start + size)
      if (bytes.length !== size)
        throw new InferenceError(`Input ${name}: binary_data_size is more than the body holds`)
      start += size
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      return datatype === 'BYTES' ? texts(name, bytes, view) : numbers({ name, datatype, view })
    },
    end: () => {
      if (start === binary.length) return
      const left = binary.length - start
      throw new InferenceError(`The body has ${left} bytes of binary data that no input names`)
    },
  }
}

function numbers(tensor: { name: string; datatype: string; view: DataView }): number[] {
  const { name, datatype, view } = tensor
  const type = NUMERIC_TYPES[datatype]
  if (type === undefined || view.byteLength % type.size !== 0)
    throw new InferenceError(`Input ${name}: binary_data_size is no multiple of ${datatype}'s size`)
  return Array.from({ length: view.byteLength / type.size }, (_, index) =>
    type.read(view, index * type.size),
  )
}

/** Each text comes after its length in bytes, four of them. */
function texts(name: string, bytes: Uint8Array, view: DataView): string[] {
  const found: string[] = []
  const decoder = new TextDecoder('utf-8', { fatal: true })
  for (let at = 0; at < bytes.length; ) {
    const end = at + 4 <= bytes.length ? at + 4 + view.getUint32(at, true) : Number.NaN
    if (!(end <= bytes.length))
      throw new InferenceError(`Input ${name}: a length within its binary data is wrong`)
    try {
      found.push(decoder.decode(bytes.subarray(at + 4, end)))
    } catch {
      throw new InferenceError(`Input ${name}: element ${found.length} is not UTF-8`)
    }
    at = end
  }
  return found
}
