import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  copyOfEmptyDatabase,
  KEYS,
  startTestService,
  type TestService,
} from '../http/start-service.ts'
import { run, whyNot } from './run-python.ts'
import { runSchemathesis } from './schemathesis/run-schemathesis.ts'
import { startSubject } from './schemathesis/start-subject.ts'

const MODEL = 'readmission-forest'
const EXAMPLE = join(import.meta.dirname, '../../examples/python-client')
const PREPARING = 600_000
/** Python starts slowly where the machine is busy: pandas and gRPC are imported. */
const STARTING = { timeout: 120_000 }

let missing: string | undefined
let service: TestService
beforeAll(async () => {
  missing = whyNot()
  service = await startTestService()
}, PREPARING)
afterAll(() => service.close())

/** What a client's program printed, or the failure it ended with. */
async function printed(program: string, words: string[]) {
  const file = join(import.meta.dirname, 'clients', program)
  const { code, stdout, stderr } = await run('python', [file, ...words])
  expect([code, stderr.split('\n').at(-2) ?? '']).toEqual([0, ''])
  return JSON.parse(stdout)
}

/** Probabilities of the same two stays by the service's own route. */
async function expectedProbabilities(): Promise<number[]> {
  const stay = (age: number, gender: string, counts: [number, number, number]) => ({
    ...{ patient_id: 'P', age, gender, recent_encounters: counts[2] },
    conditions: Array(counts[0]).fill('c'),
    medications: Array(counts[1]).fill('m'),
  })
  const patients = [stay(75, 'male', [9, 20, 3]), stay(40, 'unknown', [1, 2, 0])]
  const { json } = await service.call('POST', '/api/v1/predict/batch', { body: { patients } })
  return json.results.map((one: { prediction: { probability: number } }) => {
    return one.prediction.probability
  })
}

describe('clients of other model servers, as they are', () => {
  it(
    "Triton's asks with binary tensors, with JSON, and for an explanation",
    STARTING,
    async (context) => {
      context.skip(missing !== undefined, missing)
      const address = service.url.replace('http://', '')
      const said = await printed('ask_triton.py', [address, KEYS.dkfz, MODEL, '1'])
      const probabilities = await expectedProbabilities()
      expect(said).toMatchObject({
        ...{ live: true, ready: true, model_ready: true, no_model_ready: false },
        ...{ server: { name: 'healthalliance-dataspace' }, model: { name: MODEL } },
        ...{ id: '42', version: '1' },
        binary: { probability: probabilities, risk_level: ['HIGH', 'LOW'] },
        json: { probability: [probabilities[0], expect.any(Number)] },
        explained: { probability: probabilities },
        without_key: ['403', 'Invalid or missing authentication'],
        other_version: ['404', expect.stringContaining('in version 1')],
        without_age: ['400', expect.stringContaining('Input age is missing')],
        compressed: ['415', expect.stringContaining('Content-Encoding')],
      })
      said.explained.contributions.forEach((five: number[], row: number) => {
        const sum = five.reduce((a, b) => a + b, said.baseline)
        expect(sum).toBeCloseTo(probabilities[row] ?? Number.NaN, 12)
      })
      const { json } = await service.call('GET', `/api/v1/audit/${said.binary.prediction_id[1]}`)
      expect(json).toMatchObject({ kind: 'prediction', institution: 'dkfz', decision: 'LOW' })
    },
  )

  it("KServe's asks with binary tensors and with JSON", STARTING, async (context) => {
    context.skip(missing !== undefined, missing)
    const said = await printed('ask_kserve.py', [service.url, KEYS.dkfz, MODEL])
    const names = ['probability', 'score', 'risk_level', 'prediction_id']
    const answer = { id: 'kserve-1', probability: await expectedProbabilities(), names }
    expect(said).toMatchObject({
      ...{ binary: answer, json: answer },
      ...{ live: true, ready: true, model_ready: true, other_ready: false },
      without_key: [403, expect.stringContaining('Invalid or missing authentication')],
    })
  })

  it(
    "MLServer's codecs make a request of a table, and a table of the answer",
    STARTING,
    async (context) => {
      context.skip(missing !== undefined, missing)
      const said = await printed('ask_mlserver.py', [service.url, KEYS.dkfz, MODEL])
      const probabilities = await expectedProbabilities()
      expect(said.columns).toEqual(['probability', 'score', 'risk_level', 'prediction_id'])
      expect(said.table).toMatchObject([
        { probability: probabilities[0], risk_level: 'HIGH' },
        { probability: probabilities[1], risk_level: 'LOW' },
      ])
      expect(said.by_matrix).toEqual(probabilities)
      expect(said.inputs).toContain('patient_id')
    },
  )
})

describe('the Python client made from the OpenAPI document', () => {
  let folder: string
  let made: Awaited<ReturnType<typeof run>>
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'python-client-'))
    if (missing !== undefined) return
    made = await run('openapi-python-client', [
      ...['generate', '--url', `${service.url}/openapi.json`, '--meta', 'none'],
      ...['--config', join(EXAMPLE, 'generator.yaml')],
      ...['--output-path', join(folder, 'dataspace_client')],
    ])
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const predict = (key: string, url = service.url) =>
    run('python', [join(EXAMPLE, 'predict.py')], {
      ...{ DATASPACE_URL: url, DATASPACE_KEY: key, PYTHONPATH: folder },
    })

  it('is made whole, without a warning', (context) => {
    context.skip(missing !== undefined, missing)
    expect(made.code).toBe(0)
    expect(`${made.stdout}${made.stderr}`.trim()).toBe(`Generating ${folder}/dataspace_client`)
  })

  it('predicts one patient and a batch, and reads the audit row', STARTING, async (context) => {
    context.skip(missing !== undefined, missing)
    const { code, stdout, stderr } = await predict(KEYS.dkfz)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.split('\n').slice(0, -1)).toEqual([
      expect.stringMatching(/^P-1: \d+\.\d%, (LOW|MEDIUM|HIGH)$/),
      expect.stringMatching(/^P-1: \d+\.\d%$/),
      expect.stringMatching(/^P-2: \d+\.\d% \(not known: gender_encoded\)$/),
      'item 2: Input should be greater than or equal to 0',
      expect.stringMatching(/^audited as prediction of dkfz, patient [0-9a-f]{8}\.[\w-]{43}$/),
    ])
  })

  it('says what the service refused, and that it cannot be reached', STARTING, async (context) => {
    context.skip(missing !== undefined, missing)
    const refused = await predict('no-key-of-anybody')
    expect([refused.code, refused.stdout]).toEqual([1, ''])
    expect(refused.stderr).toMatch(
      /^The service refused: 403 Invalid or missing authentication \(request [0-9a-f-]{36}\)\n$/,
    )
    const nobody = await predict(KEYS.dkfz, 'http://127.0.0.1:1')
    expect([nobody.code, nobody.stderr]).toEqual([
      ...[1, expect.stringMatching(/^The service cannot be reached: /)],
    ])
  })
})

describe('the whole OpenAPI document', () => {
  it('holds for a few hundred requests made from it', async (context) => {
    context.skip(missing !== undefined, missing)
    const subject = await startSubject(copyOfEmptyDatabase())
    try {
      const [key] = subject.credentials.filter(({ name }) => name === 'key')
      if (key === undefined) throw new Error('there is no key')
      const options = { examples: 5, seed: 1, phases: 'examples,fuzzing' }
      const figures = await runSchemathesis(subject, key, options)
      expect([figures.failures, figures.errors], figures.text).toEqual([[], []])
      expect(figures.operations.tested).toBe(figures.operations.total)
      expect(figures.cases).toBeGreaterThan(200)
    } finally {
      await subject.close()
    }
  }, 300_000)
})
