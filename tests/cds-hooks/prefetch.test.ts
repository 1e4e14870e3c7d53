import { describe, expect, it } from 'vitest'
import { readPrefetch } from '../../app/cds-hooks/prefetch.ts'
import { createFhirStore } from './fhir-store.ts'
import { OFTEN_IN, PATIENT, requestFor, stay } from './requests.ts'

const whole = requestFor('encounter-discharge', createFhirStore(OFTEN_IN)).prefetch
const read = (bent: Record<string, unknown>) => readPrefetch({ ...whole, ...bent }, '1288992')
const bundle = (...resources: unknown[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
})
const OUTCOME = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'exception' }],
}

describe('prefetch', () => {
  it('gives the records of all four keys', () => {
    expect(readPrefetch(whole, '1288992')).toEqual({ resources: OFTEN_IN })
  })

  it('may have null where the client has none, but for the patient', () => {
    const none = { encounters: null, conditions: null, medications: null }
    expect(read(none)).toEqual({ resources: [PATIENT] })
    expect(read({ patient: null })).toMatchObject({
      problems: [{ key: 'patient', isMissing: true }],
    })
  })

  it.each<[string, unknown, RegExp]>([
    ['an OperationOutcome', OUTCOME, /could not be fetched/],
    ['one among the entries', bundle(stay('456', 1), OUTCOME), /among the entries/],
    [
      'the first page of several',
      { ...bundle(stay('456', 1)), link: [{ relation: 'next', url: 'https://ehr.test/2' }] },
      /first page alone/,
    ],
  ])('is missing with %s', (_name, encounters, text) => {
    expect(read({ encounters })).toEqual({
      problems: [{ key: 'encounters', isMissing: true, text: expect.stringMatching(text) }],
    })
  })

  it('is missing without a key, and says all that are', () => {
    const { patient } = whole
    expect(readPrefetch({ patient }, '1288992')).toEqual({
      problems: ['encounters', 'conditions', 'medications'].map((key) => ({
        key,
        isMissing: true,
        text: 'not sent',
      })),
    })
  })

  const foreign = { ...stay('9', 1), subject: { reference: 'https://ehr.test/fhir/Patient/2' } }
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a text', { encounters: 'Encounter/1' }, /got a string/],
    ['a list', { encounters: [stay('456', 1)] }, /got a list/],
    ['a resource for a search', { encounters: stay('456', 1) }, /must be a Bundle/],
    ['a Bundle for a read', { patient: bundle(PATIENT) }, /must be a Patient/],
    ['entries that are no list', { encounters: { ...bundle(), entry: {} } }, /entry is a list/],
    ['an empty entry', { encounters: { ...bundle(), entry: [{}] } }, /entry without a resource/],
    ['another patient', { patient: { ...PATIENT, id: '2' } }, /another patient/],
    ["another patient's stay", { encounters: bundle(stay('456', 1), foreign) }, /another patient/],
  ])('is wrong with %s', (_name, bent, text) => {
    expect(read(bent)).toEqual({
      problems: [
        { key: Object.keys(bent)[0], isMissing: false, text: expect.stringMatching(text) },
      ],
    })
  })

  it('may have included resources and warnings, which do not count', () => {
    const warning = { ...OUTCOME, issue: [{ severity: 'warning', code: 'informational' }] }
    const encounters = bundle(stay('456', 1), { resourceType: 'Location', id: 'l' }, warning)
    const found = read({ encounters, conditions: null, medications: null })
    expect('resources' in found && found.resources.map(({ resourceType }) => resourceType)).toEqual(
      ['Patient', 'Encounter'],
    )
  })
})
