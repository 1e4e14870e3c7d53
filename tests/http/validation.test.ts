import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Problem } from '../../app/http/problem.ts'
import { predictionRequest } from '../../app/http/routes/prediction-schemas.ts'
import { validate } from '../../app/http/validation.ts'

const PATIENT = {
  patient_id: 'TEST001',
  age: 65,
  gender: 'male',
  conditions: ['diabetes'],
  medications: [],
  recent_encounters: 3,
}

describe('a prediction request', () => {
  it.each([
    ['a whole number as text', { age: '65' }],
    ['a whole number with a fraction of zero', { age: 65.0 }],
    ['a boolean, as the original took it', { age: true }],
    ['an unknown gender', { gender: 'other' }],
    ['an empty gender', { gender: '' }],
    ['members it does not know', { extra: { deep: [1] } }],
    ['no institution', { institution_id: null }],
    ['the bounds themselves', { age: 120, recent_encounters: 365 }],
    ['an id in another script', { patient_id: 'Пациент 7' }],
  ])('may have %s', (_, change) => {
    expect(() => validate(predictionRequest, { ...PATIENT, ...change })).not.toThrow()
  })

  it.each([
    ['age', { age: -1 }, 'greater_than_equal', 'Input should be greater than or equal to 0'],
    ['age', { age: 121 }, 'less_than_equal', 'Input should be less than or equal to 120'],
    ['age', { age: 65.5 }, 'int_type', 'Input should be a valid integer'],
    ['age', { age: 'abc' }, 'int_type', 'Input should be a valid integer'],
    ['age', { age: null }, 'int_type', 'Input should be a valid integer'],
    ['age', { age: undefined }, 'missing', 'Field required'],
    ['age', { age: 1e30 }, 'less_than_equal', 'less than or equal to 120'],
    ['age', { age: -1e30 }, 'greater_than_equal', 'greater than or equal to 0'],
    ['gender', { gender: 5 }, 'string_type', 'Input should be a valid string'],
    ['patient_id', { patient_id: 123 }, 'string_type', 'Input should be a valid string'],
    ['patient_id', { patient_id: '' }, 'string_too_short', 'at least 1 characters'],
    ['patient_id', { patient_id: ' ' }, 'string_pattern_mismatch', 'Only printable'],
    ['patient_id', { patient_id: 'a\u0000b' }, 'string_pattern_mismatch', 'Only printable'],
    ['patient_id', { patient_id: '\ud800' }, 'string_pattern_mismatch', 'Only printable'],
    ['patient_id', { patient_id: 'x'.repeat(129) }, 'string_too_long', 'at most 128 characters'],
    ['conditions', { conditions: 'flu' }, 'list_type', 'Input should be a valid list'],
    ['conditions', { conditions: Array(201).fill('x') }, 'too_long', 'at most 200 items'],
  ])('is refused for its %s: %j', (member, change, type, message) => {
    const [error] = problemOf({ ...PATIENT, ...change })
    expect(error).toMatchObject({ type, loc: ['body', member] })
    expect(error?.msg).toContain(message)
  })

  it('is told every error, with its path, and never its values', () => {
    const errors = problemOf({ ...PATIENT, age: 'secret-age', medications: [1, 'ok', null] })
    expect(errors.map(({ loc }) => loc.join('.'))).toEqual([
      'body.age',
      'body.medications.0',
      'body.medications.2',
    ])
    expect(JSON.stringify(errors)).not.toContain('secret-age')
  })

  it.each([null, [], 5, 'text'])('is refused as a whole when it is %j', (body) => {
    expect(problemOf(body)).toEqual([
      {
        type: 'model_attributes_type',
        loc: ['body'],
        msg: 'Input should be a valid object',
      },
    ])
  })
})

describe('validation', () => {
  it('tells at most a hundred errors', () => {
    const errors = problemOf(Array(5000).fill('x'), z.array(z.int()))
    expect(errors).toHaveLength(100)
  })
})

function problemOf(data: unknown, schema: z.ZodType = predictionRequest) {
  try {
    validate(schema, data)
  } catch (error) {
    if (error instanceof Problem && typeof error.detail !== 'string') return error.detail
    throw error
  }
  throw new Error('The data was accepted')
}
