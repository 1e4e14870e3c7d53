import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../../../app/console/src/api/api.ts'
import { countListed, requestOf } from '../../../app/console/src/pages/predict/patient-input.ts'
import { PRESETS } from '../../../app/console/src/pages/predict/presets.ts'
import {
  EMPTY,
  fieldErrorsOf,
  inputOf,
} from '../../../app/console/src/pages/predict/typed-patient.ts'

describe('what is typed about a patient', () => {
  it('becomes a request with the right numbers, and no name of anything', () => {
    const input = inputOf({ ...PRESETS.elderly, patientId: ' P-1 ', gender: 'unknown' })
    if (input === undefined) throw new Error('refused')
    expect(requestOf(input)).toEqual({
      patient_id: 'P-1',
      age: 75,
      gender: 'unknown',
      conditions: Array(8).fill(''),
      medications: Array(16).fill(''),
      recent_encounters: 3,
    })
  })

  it('is a request only where every number is whole and within its bounds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer().map(String), fc.string()), (age) => {
        const isGood = /^\d{1,9}(\.0+)?$/.test(age.trim()) && Number(age) <= 120
        expect(inputOf({ ...PRESETS.young, age }) !== undefined).toBe(isGood)
      }),
    )
    expect(inputOf(EMPTY)).toBeUndefined()
    expect(inputOf({ ...PRESETS.young, patientId: 'a\u0007b' })).toBeUndefined()
  })

  it("has the service's refusals beside its fields, those inside a list beside the list", () => {
    const refusal = new ApiError(422, {
      errors: [
        { path: 'recent_encounters', message: 'too many' },
        { path: 'conditions.3', message: 'too long' },
        { path: 'institution_id', message: 'unknown' },
      ],
    })
    expect(fieldErrorsOf(refusal)).toEqual({ earlierStays: 'too many', diagnoses: 'too long' })
  })

  it('counts what a list names, however it is separated', () => {
    expect(countListed('diabetes, CHF;\n COPD\n\n')).toBe(3)
    expect(countListed(' \n')).toBe(0)
  })
})
