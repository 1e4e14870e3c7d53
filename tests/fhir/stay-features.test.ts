import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inpatientStays } from '../../app/fhir/inpatient-stays.ts'
import { featuresAt, latestIndexStay } from '../../app/fhir/stay-features.ts'
import type {
  ConditionContent,
  MedicationRequestContent,
  StoredResource,
} from '../../app/fhir/stored-resource.ts'
import { stored, storedCondition, storedMedication, storedPatient } from './stored.ts'

/** The index stay of most cases: 1 to 10 March 2021. */
const INDEX = stored('i', '2021-03-01T10:00:00+01:00', '2021-03-10T09:00:00+01:00')
const features = (...others: StoredResource[]) => {
  const resources = [storedPatient(), INDEX, ...others]
  const stay = inpatientStays(resources).find(({ encounters }) => encounters.includes('i'))
  if (!stay) throw new Error('the index stay is missing')
  return featuresAt(resources, stay)
}

describe('recent_encounters', () => {
  it.each<[string, string, string, number]>([
    ['365 days before', '2020-03-01T23:00:00+01:00', '2020-03-02T09:00:00+01:00', 1],
    ['366 days before', '2020-02-29T23:59:59+01:00', '2020-03-02T09:00:00+01:00', 0],
    [
      "365 days before in the sender's own calendar",
      '2020-03-01T00:30:00+09:00',
      '2020-03-02T09:00:00+09:00',
      1,
    ],
    ['the day before but one', '2021-02-26', '2021-02-27', 1],
    ['after the admission', '2021-03-20', '2021-03-21', 0],
  ])('counts a stay that began %s', (_what, start, end, count) => {
    expect(features(stored('x', start, end)).recent_encounters).toBe(count)
  })

  it('does not count the index stay, nor what is merged into it', () => {
    const sameDay = stored('x', '2021-03-01T07:00:00+01:00', '2021-03-01T09:00:00+01:00')
    const overlapping = stored('y', '2021-02-20T07:00:00+01:00', '2021-03-02T09:00:00+01:00')
    expect(features().recent_encounters).toBe(0)
    expect(features(sameDay).recent_encounters).toBe(0)
    expect(features(overlapping, stored('z', '2021-01-01', '2021-01-02')).recent_encounters).toBe(1)
  })

  it('counts days, not hours, where the clocks change in between', () => {
    const stay = stored('x', '2020-10-20T10:00:00+02:00', '2020-10-21T10:00:00+02:00')
    expect(features(stay).recent_encounters).toBe(1)
  })

  it('never changes by what happens after the admission', () => {
    const days = fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 8 })
    fc.assert(
      fc.property(days, days, (before, after) => {
        const on = (day: number) => new Date(Date.UTC(2021, 2, 1) + day * 86_400_000).toISOString()
        const past = before.map((day, index) => stored(`b${index}`, on(-day - 3), on(-day - 2)))
        const future = after.map((day, index) => stored(`a${index}`, on(day + 11), on(day + 12)))
        const conditions = after.map((day, index) =>
          storedCondition(`c${index}`, { recordedDate: on(day + 11).slice(0, 10) }),
        )
        expect(features(...past, ...future, ...conditions)).toEqual(features(...past))
      }),
      { numRuns: 200 },
    )
  })
})

describe('num_conditions', () => {
  it.each<[string, Partial<ConditionContent>, number]>([
    ['recorded before and never ended', { recordedDate: '2015-01-01' }, 1],
    ['recorded on the day of discharge', { recordedDate: '2021-03-10' }, 1],
    ['recorded the day after', { recordedDate: '2021-03-11' }, 0],
    ['begun before but recorded after', { onsetDateTime: '2010', recordedDate: '2021-05-01' }, 0],
    [
      'of this stay, whenever recorded',
      { encounter: { reference: 'Encounter/i' }, recordedDate: '2021-04-01' },
      1,
    ],
    [
      'of this stay but refuted',
      {
        encounter: { reference: 'Encounter/i' },
        verificationStatus: { coding: [{ code: 'refuted' }] },
      },
      0,
    ],
    ['over the day before', { onsetDateTime: '2020', abatementDateTime: '2021-02-28' }, 0],
    ['over on the day of admission', { onsetDateTime: '2020', abatementDateTime: '2021-03-01' }, 1],
    [
      'over since, though active then',
      {
        onsetDateTime: '2020',
        abatementDateTime: '2022',
        clinicalStatus: { coding: [{ code: 'resolved' }] },
      },
      1,
    ],
    [
      'resolved at an unknown time',
      { onsetDateTime: '2020', clinicalStatus: { coding: [{ code: 'resolved' }] } },
      0,
    ],
    ['without any date', {}, 0],
  ])('counts a condition %s', (_what, content, count) => {
    expect(features(storedCondition('c', content)).num_conditions).toBe(count)
  })

  it('counts one diagnosis once, however often recorded', () => {
    const code = { coding: [{ system: 's', code: 'same' }] }
    const twice = ['c', 'd'].map((id) => storedCondition(id, { code, recordedDate: '2020-01-01' }))
    expect(features(...twice).num_conditions).toBe(1)
  })

  it('is cut at the bound of the model', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      storedCondition(`c${index}`, { recordedDate: '2020-01-01' }),
    )
    expect(features(...many).num_conditions).toBe(200)
  })
})

describe('num_medications', () => {
  it.each<[string, Partial<MedicationRequestContent>, number]>([
    ['of this stay', { encounter: { reference: 'Encounter/i' } }, 1],
    [
      'of another encounter, on a day of this stay',
      { encounter: { reference: 'Encounter/x' }, authoredOn: '2021-03-05' },
      0,
    ],
    ['of no encounter on the day of admission', { authoredOn: '2021-03-01' }, 1],
    ['of no encounter the day before', { authoredOn: '2021-02-28' }, 0],
    ['of no encounter the day after', { authoredOn: '2021-03-11' }, 0],
    ['cancelled', { authoredOn: '2021-03-05', status: 'cancelled' }, 0],
    ['only proposed', { authoredOn: '2021-03-05', intent: 'proposal' }, 0],
    ['not to be given', { authoredOn: '2021-03-05', doNotPerform: true }, 0],
  ])('counts a medication %s', (_what, content, count) => {
    expect(features(storedMedication('m', content)).num_medications).toBe(count)
  })

  it('counts a drug once, by code or by reference', () => {
    const authoredOn = '2021-03-05'
    const same = { coding: [{ system: 's', code: 'same' }] }
    const byCode = ['a', 'b'].map((id) =>
      storedMedication(id, { authoredOn, medicationCodeableConcept: same }),
    )
    const byReference = ['c', 'd'].map((id) =>
      storedMedication(id, {
        authoredOn,
        medicationCodeableConcept: {},
        medicationReference: { reference: 'Medication/1' },
      }),
    )
    expect(features(...byCode, ...byReference).num_medications).toBe(2)
  })
})

describe('age and gender', () => {
  it.each([
    ['1950-06', '2021-05-31', 70],
    ['1950-06', '2021-06-01', 71],
    ['1950', '2021-06-30', 70],
    ['1950', '2021-07-01', 71],
    ['1950-06', '2021-06-01T00:30:00+09:00', 71],
  ])('born %s and admitted %s is %i', (birthDate, start, age) => {
    const resources = [storedPatient({ birthDate }), stored('i', start)]
    expect(featuresAt(resources, latestIndexStay(resources)).age).toBe(age)
  })

  it.each([
    ['male', 1],
    ['female', 0],
    ['other', null],
    ['unknown', null],
  ])('gender %s is %s', (gender, encoded) => {
    const resources = [storedPatient({ gender }), INDEX]
    expect(featuresAt(resources, latestIndexStay(resources)).gender_encoded).toBe(encoded)
  })

  it('a missing gender is null, neither male nor female', () => {
    const content = { resourceType: 'Patient' as const, birthDate: '1950-06' }
    const resources = [{ ...storedPatient(), content } as StoredResource, INDEX]
    expect(featuresAt(resources, latestIndexStay(resources)).gender_encoded).toBeNull()
  })
})

describe('what is missing', () => {
  const missing = (resources: StoredResource[]): unknown => {
    try {
      return featuresAt(resources, latestIndexStay(resources))
    } catch (error) {
      return error instanceof Error && 'missing' in error ? [error.missing, error.message] : error
    }
  }

  it('is said without naming the patient', () => {
    const born = (birthDate: string) => storedPatient({ birthDate })
    const { birthDate: _birth, ...content } = { resourceType: 'Patient' as const, birthDate: '' }
    expect(missing([storedPatient()])).toEqual([
      'no-stay',
      'Patient: no inpatient stay is stored; fix: ingest an Encounter of class IMP with a start',
    ])
    expect(missing([storedPatient({ deceasedDateTime: '2021-03-10' }), INDEX])).toEqual([
      'deceased',
      'Patient: the latest stay ended in death or hospice; no readmission to predict',
    ])
    expect(missing([INDEX])).toEqual([
      'no-patient',
      'Patient: only other records are stored; fix: ingest the Patient, its birth date is a feature',
    ])
    expect(
      missing([{ type: 'Patient', id: 'p', patient: 'p', version: '1', content }, INDEX]),
    ).toEqual([
      'no-birth-date',
      'Patient.birthDate: nothing is stored; fix: ingest the Patient with a birth date',
    ])
    expect(missing([born('2022-01'), INDEX])).toEqual([
      'age',
      "Patient.birthDate: age at admission; got -1, allowed 0 to 120; fix: correct the birth date or the Encounter's period",
    ])
    expect(missing([born('1895-01'), INDEX])).toEqual([
      'age',
      "Patient.birthDate: age at admission; got 126, allowed 0 to 120; fix: correct the birth date or the Encounter's period",
    ])
  })
})

describe('latestIndexStay', () => {
  it('is the last to begin, also while it is open', () => {
    const open = stored('o', '2021-06-01', undefined, { status: 'in-progress' })
    expect(
      latestIndexStay([INDEX, open, stored('x', '2020-01-01', '2020-01-02')]).encounters,
    ).toEqual(['o'])
  })

  it('counts in an open stay what is ordered and recorded up to now', () => {
    const open = stored('o', '2021-06-01', undefined, { status: 'in-progress' })
    const resources = [
      storedPatient(),
      open,
      storedCondition('c', { recordedDate: '2021-06-09' }),
      storedMedication('m', { authoredOn: '2021-06-09' }),
    ]
    expect(featuresAt(resources, latestIndexStay(resources))).toMatchObject({
      num_conditions: 1,
      num_medications: 1,
    })
  })
})
