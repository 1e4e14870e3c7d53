import type { AnswerTensor } from './outputs.ts'

/** An answer before it is written. */
export interface InferenceAnswer {
  modelName: string
  modelVersion: string
  /** The request's own id, where it had one. */
  id: string | undefined
  tensors: readonly AnswerTensor[]
}

/** An answer as bytes: JSON alone, or JSON of `jsonLength` bytes with binary tensors behind it. */
export interface WrittenAnswer {
  body: Uint8Array<ArrayBuffer>
  /** Undefined where all is JSON. */
  jsonLength: number | undefined
}

/** Writes `$inference_response`. */
export function writeAnswer({
  modelName,
  modelVersion,
  id,
  tensors,
}: InferenceAnswer): WrittenAnswer {
  const parts: Uint8Array[] = []
  const outputs = tensors.map(({ name, datatype, shape, parameters, values, binary }) => {
    const bytes = binary ? bytesOf(values, datatype) : undefined
    if (bytes !== undefined) parts.push(bytes)
    const all = { ...parameters, ...(bytes !== undefined && { binary_data_size: bytes.length }) }
    return {
      ...{ name, shape, datatype },
      ...(Object.keys(all).length > 0 && { parameters: all }),
      ...(bytes === undefined && { data: values }),
    }
  })
  const json = Buffer.from(
    JSON.stringify({
      model_name: modelName,
      model_version: modelVersion,
      ...(id !== undefined && { id }),
      outputs,
    }),
  )
  const body = new Uint8Array(Buffer.concat([json, ...parts]))
  return { body, jsonLength: parts.length > 0 ? json.length : undefined }
}

/** Doubles of 8 bytes, or texts each behind its length of 4 bytes; little-endian. */
function bytesOf(values: readonly (number | string)[], datatype: string): Uint8Array {
  if (datatype !== 'BYTES') {
    const bytes = Buffer.alloc(values.length * 8)
    values.forEach((value, index) => {
      bytes.writeDoubleLE(Number(value), index * 8)
    })
    return bytes
  }
  return Buffer.concat(
    values.flatMap((value) => {
      const text = Buffer.from(String(value))
      const length = Buffer.alloc(4)
      length.writeUInt32LE(text.length)
      return [length, text]
    }),
  )
}
