import { describe, expect, it } from 'vitest'
import { prepareRecords } from '../../app/fhir/prepare-records.ts'
import { all, CONDITION, PATIENT, pseudonymise } from './records.ts'

describe('prepareRecords', () => {
  it('lets no bad record spoil the others, and keeps their order and positions', async () => {
    const body = [PATIENT, 'junk', { ...PATIENT, gender: 'F' }, CONDITION]
      .map((record) => JSON.stringify(record))
      .toSpliced(1, 0, '{"cut off')
      .join('\n')
    const records = await all(
      prepareRecords(Buffer.from(body), 'application/fhir+ndjson', { pseudonymise }),
    )
    expect(
      records.map((record) =>
        record.accepted
          ? [record.position, record.stored.type]
          : [record.position, record.reasons, record.outcome.issue.length],
      ),
    ).toEqual([
      [1, 'Patient'],
      [2, ['Record (no id): line is not JSON; allowed one resource a line'], 1],
      [
        3,
        [
          'Record (no id): is no resource; allowed a JSON object with resourceType; fix: send resources',
        ],
        1,
      ],
      [
        4,
        [
          "Record p1: Patient.gender: is outside its value set; got 'F', allowed male, female, other, unknown; fix: send one of these codes",
        ],
        1,
      ],
      [5, 'Condition'],
    ])
  })

  it('resolves a Bundle so that its records keep pointing at one another', async () => {
    const uuid = 'urn:uuid:7a5a8a3e-0000-4000-8000-000000000000'
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { resource: { ...CONDITION, encounter: undefined, subject: { reference: uuid } } },
        { fullUrl: uuid, resource: { ...PATIENT, id: undefined } },
      ],
    }
    const records = await all(
      prepareRecords(Buffer.from(JSON.stringify(bundle)), 'application/json', { pseudonymise }),
    )
    const [condition, patient] = records.map((record) =>
      record.accepted ? record.stored : undefined,
    )
    expect(patient?.id).toBe(pseudonymise('Patient', uuid.slice('urn:uuid:'.length)))
    expect(condition?.patient).toBe(patient?.id)
  })

  it('judges birth dates by the day it is told', async () => {
    const now = new Date('1940-01-01')
    const body = Buffer.from(JSON.stringify([PATIENT]))
    const [record] = await all(prepareRecords(body, 'application/json', { pseudonymise, now }))
    expect(record?.accepted === false && record.reasons).toEqual([
      'Record p1: Patient.birthDate: lies in the future; allowed a date from 1890 to today; fix: correct the date',
    ])
  })
})
