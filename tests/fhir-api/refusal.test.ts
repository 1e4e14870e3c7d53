import { describe, expect, it } from 'vitest'
import { issueCode, refusalOutcome } from '../../app/fhir-api/refusal.ts'
import { isFhirPath, outcomeOf } from '../../app/http/fhir-problem.ts'
import { Problem, validationProblem } from '../../app/http/problem.ts'
import { r4Errors } from './r4.ts'

const ID = '0192fd4e-1b7e-7a4f-8b2f-000000000001'

describe('a refusal as OperationOutcome', () => {
  it.each([400, 401, 403, 404, 405, 406, 408, 409, 413, 415, 422, 429, 500, 503, 418])(
    'of status %i is valid R4 with an issue type of its own set',
    async (status) => {
      const outcome = refusalOutcome(ID, [{ code: issueCode(status), text: 'Refused' }])
      expect(await r4Errors(outcome)).toEqual([])
    },
  )

  it('tells a fault of ours as an exception, without its cause', async () => {
    const outcome = outcomeOf(
      new Problem(500, 'Internal Server Error', { cause: new Error('SECRET') }),
      ID,
    )
    expect(outcome).toMatchObject({ id: ID, issue: [{ code: 'exception' }] })
    expect(JSON.stringify(outcome)).not.toContain('SECRET')
  })

  it('tells every invalid field of a request', async () => {
    const outcome = outcomeOf(
      validationProblem([
        { type: 'missing', loc: ['query', 'date'], msg: 'Field required' },
        { type: 'int_type', loc: ['body', 'a', 0], msg: 'Input should be a valid integer' },
      ]),
      ID,
    )
    expect(await r4Errors(outcome)).toEqual([])
    expect(outcome.issue).toEqual([
      { severity: 'error', code: 'required', diagnostics: 'Field required', expression: ['date'] },
      expect.objectContaining({ code: 'value', expression: ['a.0'] }),
    ])
  })

  it.each([
    ['/fhir', true],
    ['/fhir/metadata', true],
    ['/fhirs', false],
    ['/fhir/auth/token', false],
    ['/fhir/.well-known/smart-configuration', false],
    ['/api/v1/predict', false],
  ])('is told below /fhir alone: %s', (path, isFhir) => expect(isFhirPath(path)).toBe(isFhir))
})
