import { describe, expect, it } from 'vitest'
import { partBody, readBinary } from '../../app/inference-protocol/binary-tensors.ts'
import { NUMERIC_TYPES } from '../../app/inference-protocol/datatypes.ts'

const tensor = (datatype: string) => ({ name: 'age', datatype, shape: [1] })
const bytes = (...values: number[]) => Uint8Array.from(values)

describe('binary tensors behind the JSON of a request', () => {
  it('are parted from it by the length that the header tells', () => {
    const body = new TextEncoder().encode('{}\u0001\u0002')
    expect(partBody(body, '2')).toEqual({ json: '{}', binary: bytes(1, 2) })
    expect(partBody(body, undefined).binary).toHaveLength(0)
  })

  it.each(['0', '5', '-1', 'x', '', '1.5'])('are not parted by the length "%s"', (header) => {
    expect(() => partBody(bytes(123, 125, 1, 2), header)).toThrow(
      "Inference-Header-Content-Length: must be the number of bytes of the JSON, 1 to the body's 4",
    )
  })

  it('hold numbers of every type, little-endian', () => {
    const integers = ['INT8', 'INT16', 'INT32', 'INT64', 'UINT8', 'UINT16', 'UINT32', 'UINT64']
    for (const datatype of integers) {
      const size = NUMERIC_TYPES[datatype]?.size ?? 0
      const one = [120, ...Array(size - 1).fill(0)]
      expect(readBinary(bytes(...one, ...one)).next(tensor(datatype), size * 2)).toEqual([120, 120])
    }
    expect(readBinary(bytes(255, 255)).next(tensor('INT16'), 2)).toEqual([-1])
    const floats = new Uint8Array(Float32Array.of(1.5).buffer)
    expect(readBinary(floats).next(tensor('FP32'), 4)).toEqual([1.5])
    const doubles = new Uint8Array(Float64Array.of(Number.NaN, 3).buffer)
    expect(readBinary(doubles).next(tensor('FP64'), 16)).toEqual([Number.NaN, 3])
  })

  it('hold texts, each behind its length', () => {
    const text = bytes(2, 0, 0, 0, 0xc3, 0xa4, 0, 0, 0, 0)
    expect(readBinary(text).next(tensor('BYTES'), 10)).toEqual(['ä', ''])
  })

  it('are refused where they do not hold what the inputs say', () => {
    const next = (datatype: string, size: number, data: Uint8Array) => () =>
      readBinary(data).next(tensor(datatype), size)
    expect(next('INT64', 8, bytes(1))).toThrow('binary_data_size is more than the body holds')
    expect(next('INT64', 3, bytes(1, 2, 3))).toThrow("is no multiple of INT64's size")
    expect(next('BYTES', 5, bytes(9, 0, 0, 0, 65))).toThrow('a length within its binary data')
    expect(next('BYTES', 3, bytes(1, 0, 0))).toThrow('a length within its binary data')
    expect(next('BYTES', 5, bytes(1, 0, 0, 0, 255))).toThrow('element 0 is not UTF-8')
    expect(() => readBinary(bytes(1)).end()).toThrow('1 bytes of binary data that no input names')
  })
})
