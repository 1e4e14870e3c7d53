import { describe, expect, it } from 'vitest'
import { labelledStays } from '../../app/fhir/labelled-stays.ts'
import type { StoredResource } from '../../app/fhir/stored-resource.ts'
import { stored, storedPatient } from './stored.ts'

const label = (resources: StoredResource[], extractEnd = '2030-01-01') =>
  labelledStays([storedPatient(), ...resources], { extractEnd })
const outcomes = (resources: StoredResource[]): number[] =>
  label(resources).rows.map(({ readmitted }) => readmitted)
const FIRST = stored('a', '2020-01-01T08:00:00+01:00', '2020-01-05T12:00:00+01:00')
const ELECTIVE = {
  priority: {
    coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority', code: 'EL' }],
  },
}

describe('labelledStays', () => {
  it('labels a return on the 30th day 1 and on the 31st 0, by the calendar', () => {
    expect(outcomes([FIRST, stored('b', '2020-02-04T23:00:00+01:00', '2020-02-05')])).toEqual([
      1, 0,
    ])
    expect(outcomes([FIRST, stored('b', '2020-02-05T00:30:00+01:00', '2020-02-06')])).toEqual([
      0, 0,
    ])
  })

  it('does not count a planned return, and learns from it as a stay of its own', () => {
    const planned = stored('b', '2020-01-20', '2020-01-21', ELECTIVE)
    expect(outcomes([FIRST, planned])).toEqual([0, 0])
    const unplanned = stored('c', '2020-02-01', '2020-02-02')
    const { rows } = label([FIRST, planned, unplanned])
    expect(rows.map(({ readmitted }) => readmitted)).toEqual([1, 1, 0])
    expect(rows.map(({ features }) => features.recent_encounters)).toEqual([0, 1, 2])
  })

  it('counts a return that ends in death, and drops that stay itself', () => {
    const fatal = stored('b', '2020-01-20', '2020-01-25')
    const { rows, excluded } = labelledStays(
      [storedPatient({ deceasedDateTime: '2020-01-25' }), FIRST, fatal],
      { extractEnd: '2030-01-01' },
    )
    expect(rows.map(({ readmitted }) => readmitted)).toEqual([1])
    expect(excluded.death).toBe(1)
  })

  it('leaves out stays that ended less than 30 days before the extract, readmitted or not', () => {
    const readmission = stored('b', '2020-01-20', '2020-01-21')
    expect(label([FIRST, readmission], '2020-02-04').excluded.censored).toBe(1)
    expect(label([FIRST, readmission], '2020-02-03')).toMatchObject({
      rows: [],
      excluded: { censored: 2 },
    })
  })

  it('leaves out stays without a discharge, and patients without a birth date', () => {
    expect(label([stored('a', '2020-01-01')]).excluded).toEqual({
      death: 0,
      noDischarge: 1,
      censored: 0,
      noFeatures: 0,
    })
    const { rows, excluded } = labelledStays([FIRST], { extractEnd: '2030-01-01' })
    expect({ rows, lost: excluded.noFeatures }).toEqual({ rows: [], lost: 1 })
  })

  it('keeps patients apart', () => {
    const other = { ...stored('b', '2020-01-20', '2020-01-21'), patient: 'q' }
    const { rows } = labelledStays(
      [storedPatient(), FIRST, { ...storedPatient(), id: 'q', patient: 'q' }, other],
      { extractEnd: '2030-01-01' },
    )
    expect(rows.map(({ patient, readmitted }) => [patient, readmitted])).toEqual([
      ['p', 0],
      ['q', 0],
    ])
  })

  it('refuses an extract end that is no date', () => {
    expect(() => label([], 'soon')).toThrow("extractEnd: got 'soon', allowed a date as 2026-01-31")
  })
})
