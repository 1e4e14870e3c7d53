import { describe, expect, it } from 'vitest'
import { currentStay, type Records, stayAtDischarge } from '../../app/cds-hooks/stay-in-question.ts'
import { prepareResources } from '../../app/fhir/prepare-records.ts'
import type { Resource } from './fhir-store.ts'
import { endedStay, FIRST_TIME, OFTEN_IN, PATIENT, stay } from './requests.ts'

const readAll = async (resources: Resource[]): Promise<Records> => ({
  resources,
  read: (await prepareResources(resources, { pseudonymise: (type, id) => `${type}-of-${id}` })).map(
    (one) => (one.accepted ? { stored: one.stored } : { reasons: one.reasons }),
  ),
})
const atDischarge = async (resources: Resource[], id = '456') =>
  stayAtDischarge(await readAll(resources), id)
const inChart = async (resources: Resource[]) => currentStay(await readAll(resources))

const died = {
  ...{ status: 'finished', period: { start: '2026-01-01', end: '2026-01-04' } },
  hospitalization: {
    dischargeDisposition: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code: 'exp' },
      ],
    },
  },
}

describe('the stay that a discharge ends', () => {
  it('is the one of the encounter in hand, with what is known of it', async () => {
    expect(await atDischarge(OFTEN_IN)).toEqual({
      row: {
        age: expect.any(Number),
        num_conditions: 9,
        num_medications: 20,
        recent_encounters: 6,
        gender_encoded: 0,
      },
      unread: 0,
    })
  })

  it('need not be the latest', async () => {
    const question = await atDischarge(
      [PATIENT, endedStay('456', 100, 95), endedStay('earlier', 130, 125), stay('later', 1)],
      '456',
    )
    expect(question).toMatchObject({ row: { recent_encounters: 1 } })
  })

  it('is none where the encounter is no inpatient one, or ended in death', async () => {
    const ambulatory = { class: { code: 'AMB' }, status: 'finished' }
    expect(await atDischarge([PATIENT, stay('456', 1, ambulatory)])).toEqual({ silent: true })
    expect(await atDischarge([PATIENT, stay('other', 1)])).toEqual({ silent: true })
    expect(await atDischarge([PATIENT, stay('456', 1, died)])).toEqual({ silent: true })
  })

  it('cannot be judged where its record or the patient cannot be read, and says why', async () => {
    const wrong = stay('456', 1, { status: 'asleep' })
    expect(await atDischarge([PATIENT, wrong])).toEqual({
      unable: 'The record of this stay cannot be read.',
      reasons: [expect.stringContaining('Encounter.status')],
    })
    const { birthDate: _born, ...unborn } = PATIENT
    expect(await atDischarge([unborn, stay('456', 1)])).toEqual({
      unable: 'The record of the patient cannot be read.',
      reasons: [expect.stringContaining('Patient.birthDate')],
    })
    const young = { ...PATIENT, birthDate: new Date().toISOString().slice(0, 10) }
    expect(await atDischarge([young, endedStay('456', 100, 90)])).toMatchObject({
      unable: expect.stringContaining('age at admission'),
    })
  })

  it('counts without records that cannot be read, and says how many', async () => {
    const bad = { resourceType: 'Condition', id: 'bad', subject: { reference: 'Patient/1288992' } }
    const question = await atDischarge([...FIRST_TIME, { ...bad, code: 'wrong' }])
    expect(question).toMatchObject({ row: { num_conditions: 1 }, unread: 1 })
  })
})

describe('the stay of a patient whose chart is open', () => {
  it('is the open one', async () => {
    expect(await inChart(OFTEN_IN)).toMatchObject({ row: { recent_encounters: 6 } })
  })

  it('is none at home, and none where the records do not suffice', async () => {
    expect(await inChart([PATIENT, endedStay('456', 9, 2)])).toEqual({ silent: true })
    expect(await inChart([PATIENT])).toEqual({ silent: true })
    const { birthDate: _born, ...unborn } = PATIENT
    expect(await inChart([unborn, stay('456', 1)])).toEqual({ silent: true })
  })
})
