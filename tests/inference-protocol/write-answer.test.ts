import { describe, expect, it } from 'vitest'
import { writeAnswer } from '../../app/inference-protocol/write-answer.ts'

const parameters = {}
const answer = { modelName: 'm', modelVersion: '7', id: undefined }
const score = { ...{ name: 'score', datatype: 'FP64', shape: [2], parameters }, values: [0.5, 1] }
const level = {
  ...{ name: 'risk_level', datatype: 'BYTES', shape: [1], parameters: { content_type: 'str' } },
  values: ['LOW'],
}

describe('the answer to an inference', () => {
  it('is JSON, with the id only of a request that had one', () => {
    const tensors = [{ ...score, binary: false }]
    const { body, jsonLength } = writeAnswer({ ...answer, tensors })
    expect(jsonLength).toBeUndefined()
    expect(JSON.parse(Buffer.from(body).toString())).toEqual({
      ...{ model_name: 'm', model_version: '7' },
      outputs: [{ name: 'score', shape: [2], datatype: 'FP64', data: [0.5, 1] }],
    })
    const named = writeAnswer({ ...answer, id: '', tensors: [] })
    expect(JSON.parse(Buffer.from(named.body).toString()).id).toBe('')
  })

  it('has the tensors that are wanted so behind it, with their sizes', () => {
    const tensors = [
      { ...score, binary: true },
      { ...level, binary: true },
    ]
    const { body, jsonLength = 0 } = writeAnswer({ ...answer, tensors })
    const { outputs } = JSON.parse(Buffer.from(body.subarray(0, jsonLength)).toString())
    expect(outputs).toEqual([
      { name: 'score', shape: [2], datatype: 'FP64', parameters: { binary_data_size: 16 } },
      {
        ...{ name: 'risk_level', shape: [1], datatype: 'BYTES' },
        parameters: { content_type: 'str', binary_data_size: 7 },
      },
    ])
    const view = new DataView(body.slice(jsonLength).buffer)
    expect([view.getFloat64(0, true), view.getFloat64(8, true), view.getUint32(16, true)]).toEqual([
      0.5, 1, 3,
    ])
    expect(Buffer.from(body.subarray(jsonLength + 20)).toString()).toBe('LOW')
  })
})
