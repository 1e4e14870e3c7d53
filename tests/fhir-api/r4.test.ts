import { describe, expect, it } from 'vitest'
import { r4Errors } from './r4.ts'

const RISK = { resourceType: 'RiskAssessment', status: 'final', subject: { display: 'x' } }

describe('the check of answers against R4', () => {
  it('finds a sound one sound', async () => expect(await r4Errors(RISK)).toEqual([]))

  it.each([
    ['a missing element', { ...RISK, status: undefined }],
    ['an unknown element', { ...RISK, risk: 1 }],
    ['a code outside its set', { ...RISK, status: 'done' }],
    ['a probability over 100', { ...RISK, prediction: [{ probabilityDecimal: 101 }] }],
    [
      'a range that is no percentage',
      { ...RISK, prediction: [{ probabilityRange: { low: { value: 1 } } }] },
    ],
    ['a contained resource nobody refers to', { ...RISK, contained: [device()] }],
    ['an empty list', { ...RISK, prediction: [] }],
    [
      'a bad resource inside a Bundle',
      { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { ...RISK, x: 1 } }] },
    ],
    ['an outcome without an issue', { resourceType: 'OperationOutcome' }],
  ])('finds %s', async (_name, resource) => {
    expect(await r4Errors(JSON.parse(JSON.stringify(resource)))).not.toEqual([])
  })
})

function device() {
  return { resourceType: 'Device', id: 'd' }
}
