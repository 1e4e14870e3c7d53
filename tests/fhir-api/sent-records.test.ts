import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { predictParameters } from '../../app/fhir-api/predict-parameters.ts'
import { featuresOfSent } from '../../app/records/sent-records.ts'
import { CONDITION, ENCOUNTER, MEDICATION_REQUEST, PATIENT, pseudonymise } from '../fhir/records.ts'

const bundle = (...resources: unknown[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
})
const sent = (...resources: unknown[]) => featuresOfSent(bundle(...resources), pseudonymise)

describe('records that come with a request', () => {
  it('give the features of the latest stay, and whose they are', async () => {
    expect(await sent(PATIENT, ENCOUNTER, CONDITION)).toEqual({
      row: {
        age: 69,
        num_conditions: 1,
        num_medications: 0,
        recent_encounters: 0,
        gender_encoded: 0,
      },
      patientId: 'p1',
      pseudonym: pseudonymise('Patient', 'p1'),
      encounter: 'Encounter/e1',
      discharged: '2020-03-05T08:00:00.000Z',
      basis: ['Patient/p1', 'Encounter/e1', 'Condition/c1'],
    })
  })

  it('have no discharge while the stay is open', async () => {
    const { end: _end, ...period } = ENCOUNTER.period
    expect(await sent(PATIENT, { ...ENCOUNTER, status: 'in-progress', period })).toMatchObject({
      discharged: undefined,
    })
  })

  it('count once where one comes twice, the last one', async () => {
    const male = { ...PATIENT, gender: 'male' }
    expect(await sent(PATIENT, ENCOUNTER, male)).toMatchObject({
      row: { gender_encoded: 1 },
      basis: ['Patient/p1', 'Encounter/e1'],
    })
  })

  it('may refer to one another by the addresses of their Bundle', async () => {
    const { id: _patient, ...patient } = PATIENT
    const entry = [
      { fullUrl: 'urn:uuid:0c9d0b37-7f5c-4bb1-8b1f-0b1a8f5c6d70', resource: patient },
      {
        resource: {
          ...ENCOUNTER,
          subject: { reference: 'urn:uuid:0c9d0b37-7f5c-4bb1-8b1f-0b1a8f5c6d70' },
        },
      },
    ]
    const found = await featuresOfSent(
      { resourceType: 'Bundle', type: 'transaction', entry },
      pseudonymise,
    )
    expect(found).toMatchObject({ patientId: '0c9d0b37-7f5c-4bb1-8b1f-0b1a8f5c6d70' })
  })

  it.each<[string, object, string]>([
    ['no list of entries', { ...bundle(), entry: {} }, 'structure'],
    ['a document', { ...bundle(PATIENT), type: 'document' }, 'structure'],
    ['an entry without a resource', { ...bundle(), entry: [{}] }, 'structure'],
    ['nothing at all', bundle(), 'business-rule'],
    ['nothing that is used', bundle({ resourceType: 'Observation' }), 'business-rule'],
  ])('are refused for %s', async (_name, value, code) => {
    expect(await featuresOfSent({ ...value }, pseudonymise)).toMatchObject({
      refused: [{ code }],
    })
  })

  it('never throw, whatever is broken in them', async () => {
    const whole = JSON.stringify(bundle(PATIENT, ENCOUNTER, CONDITION, MEDICATION_REQUEST))
    const values = [...new Set(whole.match(/"[^"]+"/g))]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...values),
        fc.constantFrom(
          'null',
          '[]',
          '{}',
          '7',
          '"x"',
          '"resource"',
          '"__proto__"',
          '"constructor"',
        ),
        async (value, other) => {
          const broken = whole.replaceAll(value, other)
          let parsed: unknown
          try {
            parsed = JSON.parse(broken)
          } catch {
            return
          }
          await featuresOfSent(parsed as Record<string, unknown>, pseudonymise)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('the Parameters of the operation', () => {
  it('never throw, whatever they are', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void predictParameters(value)))
  })
})
