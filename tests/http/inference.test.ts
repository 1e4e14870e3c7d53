import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { KEYS, startTestService, type TestService } from './start-service.ts'

const INFER = '/v2/models/readmission-forest/infer'
const STAY = {
  age: 75,
  num_conditions: 9,
  num_medications: 20,
  recent_encounters: 3,
  gender_encoded: 1,
}

/** One tensor a feature, of one stay. */
const columns = (stay: Record<string, number | null> = STAY) =>
  Object.entries(stay).map(([name, value]) => ({
    ...{ name, datatype: 'INT64', shape: [1] },
    data: [value],
  }))

const patientId = (...data: unknown[]) => ({
  ...{ name: 'patient_id', datatype: 'BYTES', shape: [data.length], data },
})

describe('the open inference protocol', () => {
  let service: TestService
  const infer = (body: unknown, headers: Record<string, string> = {}) =>
    service.call('POST', INFER, { body, headers })
  const refused = async (body: unknown): Promise<string> => {
    const { status, json, headers } = await infer(body)
    expect([status, headers.get('content-type'), Object.keys(json)]).toEqual([
      ...[400, 'application/json', ['error']],
    ])
    return json.error
  }

  beforeAll(async () => {
    service = await startTestService()
  })
  afterAll(() => service.close())

  it('answers as the prediction of the same stay, and with the id of its audit row', async () => {
    const { json } = await infer({ id: 'a-1', inputs: [...columns(), patientId('P-1')] })
    expect(json).toMatchObject({
      ...{ model_name: 'readmission-forest', model_version: '1', id: 'a-1' },
      outputs: [
        { name: 'probability', shape: [1], datatype: 'FP64' },
        { name: 'score', shape: [1], datatype: 'FP64' },
        { name: 'risk_level', shape: [1], datatype: 'BYTES', data: ['HIGH'] },
        { name: 'prediction_id', shape: [1], datatype: 'BYTES' },
      ],
    })
    const body = {
      ...{ patient_id: 'P-1', age: 75, gender: 'male', recent_encounters: 3 },
      ...{ conditions: Array(9).fill('c'), medications: Array(20).fill('m') },
    }
    const predicted = await service.call('POST', '/api/v1/predict', { body })
    expect(json.outputs[0].data).toEqual([predicted.json.probability])
    const rows = await Promise.all(
      [json.outputs[3].data[0], predicted.json.prediction_id].map(
        async (id) => (await service.call('GET', `/api/v1/audit/${id}`)).json,
      ),
    )
    expect(rows[0]).toMatchObject({ kind: 'prediction', institution: 'dkfz', decision: 'HIGH' })
    expect(rows[0].subject_pseudonym).toBe(rows[1].subject_pseudonym)
    expect(rows[0].input_digest).toBe(rows[1].input_digest)
  })

  it('gives a stay of nobody a subject of its own', async () => {
    const two = columns().map((one) => ({ ...one, shape: [2, 1], data: [one.data, one.data] }))
    const { json } = await infer({ inputs: two, outputs: [{ name: 'prediction_id' }] })
    const subjects = await Promise.all(
      json.outputs[0].data.map(
        async (id: string) =>
          (await service.call('GET', `/api/v1/audit/${id}`)).json.subject_pseudonym,
      ),
    )
    expect(new Set(subjects).size).toBe(2)
  })

  it('explains on request, with contributions that sum to the probability', async () => {
    const matrix = {
      name: 'features',
      datatype: 'FP64',
      shape: [1, 5],
      data: [[75, 9, 20, 3, null]],
    }
    const outputs = [{ name: 'contributions' }, { name: 'probability' }]
    const { json } = await infer({ inputs: [matrix], outputs })
    const [contributions, probability] = json.outputs
    expect(contributions.shape).toEqual([1, 5])
    const sum = contributions.data.reduce((a: number, b: number) => a + b)
    expect(sum + contributions.parameters.baseline).toBeCloseTo(probability.data[0], 12)
  })

  it('says what it has and whether it is ready', async () => {
    const open = (path: string) => service.call('GET', path, { key: null })
    expect((await open('/v2')).json).toMatchObject({ extensions: ['binary_tensor_data'] })
    expect((await open('/v2/health/live')).json).toEqual({ live: true })
    expect((await open('/v2/health/ready')).json).toEqual({ live: true, ready: true })
    const path = '/v2/models/readmission-forest'
    const { json } = await service.call('GET', path)
    expect(json.versions).toEqual(['1'])
    expect((await service.call('GET', `${path}/versions/1`)).json).toEqual(json)
    const ready = { name: 'readmission-forest', ready: true }
    expect((await service.call('GET', `${path}/ready`)).json).toEqual(ready)
    expect((await service.call('GET', `${path}/versions/1/ready`)).json).toEqual(ready)
  })

  it('answers for the model and the version in service alone, and says which these are', async () => {
    const serves = "'readmission-forest' serves, in version 1"
    for (const [path, error] of [
      ['/v2/models/other', `No such model: ${serves}`],
      ['/v2/models/readmission-forest/versions/2', `This version does not serve: ${serves}`],
    ]) {
      for (const [method, more] of [
        ['GET', ''],
        ['GET', '/ready'],
        ['POST', '/infer'],
      ] as const) {
        const body = method === 'POST' ? { body: { inputs: columns() } } : {}
        const { status, json } = await service.call(method, `${path}${more}`, body)
        expect([status, json], `${method} ${path}${more}`).toEqual([404, { error }])
      }
    }
  })

  it('tells every refusal below /v2 in the form of the protocol', async () => {
    const body = { inputs: columns() }
    const call = async (...request: Parameters<TestService['call']>) => {
      const { status, json } = await service.call(...request)
      return [status, json]
    }
    const error = expect.stringMatching(/\S/)
    expect(await call('POST', INFER, { body, key: null })).toEqual([403, { error }])
    expect(await call('POST', INFER, { body, token: 'no' })).toEqual([401, { error }])
    expect(await call('GET', INFER)).toEqual([405, { error: 'Method Not Allowed' }])
    expect(await call('GET', '/v2/models')).toEqual([404, { error: 'Not Found' }])
    expect(await call('POST', INFER, { body: '{' })).toEqual([
      ...[400, { error: 'body: JSON decode error' }],
    ])
    const long = 'x'.repeat(1024 * 1024 + 1)
    expect(await call('POST', INFER, { body: long })).toEqual([413, { error }])
    const type = { 'content-type': 'text/plain' }
    expect(await call('POST', INFER, { body, headers: type })).toEqual([415, { error }])
    const other = { ...body, parameters: { institution_id: 'ukhd' } }
    expect(await call('POST', INFER, { body: other })).toEqual([403, { error }])
  })

  it('names what is wrong with a tensor, and repeats no value', async () => {
    const age = (change: object) => [{ ...columns()[0], ...change }, ...columns().slice(1)]
    const wrong: [unknown[], string][] = [
      [[], 'body.inputs: Input should have at least 1 items'],
      [columns().slice(1), 'Input age is missing'],
      [age({ data: [121] }), 'Input age, stay 0: must be a whole number 0 to 120'],
      [age({ data: [65.5] }), 'Input age, stay 0'],
      [age({ data: [null] }), 'Input age, stay 0'],
      [age({ data: ['75'] }), 'Input age, stay 0'],
      [age({ datatype: 'FP16' }), 'Input age: its datatype is not taken'],
      [
        age({ shape: [2], data: [75, 75] }),
        'Input num_conditions: its shape must be [2] or [2, 1]',
      ],
      [age({ data: [75, 76] }), 'Input age: got 2 values, its shape [1] has 1'],
      [age({ shape: [1, 1], data: [[75, 76]] }), 'Input age: nested data must be nested'],
      [age({ data: undefined }), 'Input age: give either data or the parameter binary_data_size'],
      [age({ shape: [1001], data: Array(1001).fill(75) }), 'A request is for 1 to 1000 stays'],
      [[...columns(), ...columns()], 'Input age comes twice'],
      [[...columns(), { ...patientId('P'), name: 'ward' }], 'There is an input of another name'],
      [[...columns(), patientId('P-\u0007')], 'Input patient_id, stay 0: must be 1 to 128'],
      [[...columns(), { ...patientId(1), datatype: 'INT8' }], 'Input patient_id: its datatype'],
    ]
    for (const [inputs, text] of wrong) expect(await refused({ inputs })).toContain(text)
    const outputs = [{ name: 'advice' }]
    expect(await refused({ inputs: columns(), outputs })).toContain('There is no such output')
    const twice = [{ name: 'score' }, { name: 'score' }]
    expect(await refused({ inputs: columns(), outputs: twice })).toContain('asked for twice')
  })

  it('counts every stay of a request against the rate of the institution', async () => {
    const limited = await startTestService({ RATE_LIMIT_PER_SECOND: '100' })
    try {
      const stays = columns().map((one) => ({
        ...{ ...one, shape: [100], data: Array(100).fill(one.data[0]) },
      }))
      const ask = () => limited.call('POST', INFER, { body: { inputs: stays }, key: KEYS.embl })
      expect((await ask()).status).toBe(200)
      const second = await ask()
      expect([second.status, Number(second.headers.get('retry-after'))]).toEqual([429, 1])
      expect(second.json.error).toContain('Too many requests')
    } finally {
      await limited.close()
    }
  })
})
