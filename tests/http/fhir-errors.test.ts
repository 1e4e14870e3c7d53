import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENCOUNTER, PATIENT } from '../fhir/records.ts'
import { asker, parametersOf } from '../fhir-api/ask.ts'
import { type CallOptions, KEYS, startTestService, type TestService } from './start-service.ts'

const PREDICT = '/fhir/Patient/$predict-readmission'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

describe('a refusal of the FHIR API', () => {
  let service: TestService
  let ask: ReturnType<typeof asker>
  beforeAll(async () => {
    service = await startTestService()
    ask = asker(service)
    await service.call('POST', '/api/v1/data/ingest', { body: [{ ...PATIENT, id: 'no-stay' }] })
  })
  afterAll(() => service.close())

  const nobody = { key: null }
  const body = (value: unknown): CallOptions => ({ body: value })

  it.each<[string, string, string, CallOptions, number, string]>([
    ['nobody', 'GET', '/fhir/RiskAssessment', nobody, 401, 'login'],
    ['a wrong key', 'GET', '/fhir/RiskAssessment', { key: 'wrong' }, 401, 'login'],
    ['a wrong token', 'POST', PREDICT, { token: 'a.b.c' }, 401, 'login'],
    ['an unknown id', 'GET', `/fhir/RiskAssessment/${crypto.randomUUID()}`, {}, 404, 'not-found'],
    ['an id of another form', 'GET', '/fhir/RiskAssessment/1', {}, 404, 'not-found'],
    ['an unknown patient', 'POST', '/fhir/Patient/x/$predict-readmission', {}, 404, 'not-found'],
    ['another operation', 'POST', '/fhir/Patient/x/$everything', {}, 404, 'not-supported'],
    ['another type', 'GET', '/fhir/Observation/1', {}, 404, 'not-supported'],
    ['a type read that is not', 'GET', '/fhir/Patient/1', {}, 404, 'not-supported'],
    ['a type that is none', 'GET', '/fhir/Nonsense', nobody, 404, 'not-supported'],
    ['the base', 'GET', '/fhir', nobody, 404, 'not-supported'],
    ['another definition', 'GET', '/fhir/CodeSystem/x', nobody, 404, 'not-found'],
    ['a write', 'POST', '/fhir/RiskAssessment', body({}), 405, 'not-supported'],
    ['a deletion', 'DELETE', '/fhir/RiskAssessment/1', {}, 405, 'not-supported'],
    ['a GET of what changes', 'GET', PREDICT, {}, 405, 'not-supported'],
    [
      'XML wanted',
      'GET',
      '/fhir/metadata',
      { headers: { accept: 'application/fhir+xml' } },
      406,
      'not-supported',
    ],
    ['XML wanted by _format', 'GET', '/fhir/metadata?_format=xml', nobody, 406, 'not-supported'],
    [
      'XML sent',
      'POST',
      PREDICT,
      { body: '<Parameters/>', headers: { 'content-type': 'application/fhir+xml' } },
      415,
      'not-supported',
    ],
    ['JSON for a form', 'POST', '/fhir/RiskAssessment/_search', body({}), 415, 'not-supported'],
    ['broken JSON', 'POST', PREDICT, body('{'), 400, 'structure'],
    ['deep JSON', 'POST', PREDICT, body('['.repeat(99) + ']'.repeat(99)), 400, 'structure'],
    ['a large body', 'POST', PREDICT, body(' '.repeat(2 ** 20 + 1)), 413, 'too-long'],
    ['no body', 'POST', PREDICT, {}, 400, 'required'],
    ['no records', 'POST', PREDICT, body({ resourceType: 'Parameters' }), 400, 'required'],
    ['another resource', 'POST', PREDICT, body(PATIENT), 400, 'structure'],
    ['a parameter too many', 'POST', PREDICT, body(parameters('x')), 400, 'value'],
    ['a bad record', 'POST', PREDICT, body(parametersOf({ ...PATIENT, x: 1 })), 422, 'structure'],
    ['no stay', 'POST', PREDICT, body(parametersOf(PATIENT)), 422, 'business-rule'],
    ['no Patient', 'POST', PREDICT, body(parametersOf(ENCOUNTER)), 422, 'business-rule'],
    [
      'two patients',
      'POST',
      PREDICT,
      body(parametersOf(PATIENT, { ...PATIENT, id: 'p2' }, ENCOUNTER)),
      422,
      'business-rule',
    ],
    [
      'stored records that do not suffice',
      'POST',
      '/fhir/Patient/no-stay/$predict-readmission',
      {},
      422,
      'business-rule',
    ],
    [
      'records on a stored patient',
      'POST',
      '/fhir/Patient/no-stay/$predict-readmission',
      body(parametersOf(PATIENT)),
      400,
      'value',
    ],
    ['a bad search', 'GET', '/fhir/RiskAssessment?date=x', {}, 400, 'value'],
    [
      'a bad form',
      'POST',
      '/fhir/RiskAssessment/_search',
      { body: '_count=x', headers: FORM },
      400,
      'value',
    ],
    [
      'a parameter unknown to a strict caller',
      'GET',
      '/fhir/RiskAssessment?risk=x',
      { headers: { prefer: 'handling=strict' } },
      400,
      'not-supported',
    ],
  ])('of %s is an OperationOutcome', async (_name, method, path, options, status, code) => {
    const answer = await ask(method, path, options)
    expect(answer.json.resourceType).toBe('OperationOutcome')
    expect([answer.status, answer.json.issue[0].code], answer.text).toEqual([status, code])
    expect(answer.json.id).toBe(answer.headers.get('x-request-id'))
    expect(answer.text).not.toMatch(/\bat .+\.ts/)
  })

  it('says how to authenticate, and what else is allowed', async () => {
    const missing = await ask('GET', '/fhir/RiskAssessment', nobody)
    expect(missing.headers.get('www-authenticate')).toBe('Bearer')
    const wrong = await ask('DELETE', '/fhir/RiskAssessment/1')
    expect(wrong.headers.get('allow')).toBe('GET')
  })

  it('forbids what is no institution’s own to a credential of none', async () => {
    const token = await service.token()
    const answer = await ask('GET', '/fhir/RiskAssessment', { token })
    expect([answer.status, answer.json.issue[0].code]).toEqual([403, 'forbidden'])
  })

  it('points at the record and the element in a Bundle, by its place there', async () => {
    const foreign = { resourceType: 'Observation', id: 'o1' }
    const { json } = await ask('POST', PREDICT, {
      body: parametersOf(foreign, PATIENT, { ...ENCOUNTER, status: 'over' }),
    })
    expect(json.issue).toEqual([
      expect.objectContaining({
        code: 'code-invalid',
        expression: ['Bundle.entry[2].resource.status'],
      }),
    ])
  })

  it('slows down who asks too often, with the time to wait', async () => {
    const slow = await startTestService({ RATE_LIMIT_PER_SECOND: '1' })
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => asker(slow)('GET', '/fhir/RiskAssessment')),
    )
    const refused = answers.find(({ status }) => status === 429)
    expect(refused?.json.issue[0].code).toBe('throttled')
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
    await slow.close()
  })

  it('is problem+json as ever elsewhere', async () => {
    const { headers } = await service.call('GET', '/fhirs', { key: KEYS.dkfz })
    expect(headers.get('content-type')).toBe('application/problem+json')
  })
})

function parameters(name: string) {
  return { resourceType: 'Parameters', parameter: [{ name, valueString: 'x' }] }
}
