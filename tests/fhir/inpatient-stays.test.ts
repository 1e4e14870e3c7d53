import { describe, expect, it } from 'vitest'
import { allStays, inpatientStays } from '../../app/fhir/inpatient-stays.ts'
import type { EncounterContent, StoredResource } from '../../app/fhir/stored-resource.ts'
import { stored, storedPatient } from './stored.ts'

const groups = (...resources: StoredResource[]): string[] =>
  inpatientStays(resources).map(({ encounters }) => encounters.join('+'))

describe('inpatientStays', () => {
  it.each<[string, Partial<EncounterContent>, boolean]>([
    ['IMP of v3-ActCode', {}, true],
    ['ACUTE without a system', { class: { code: 'ACUTE' } }, true],
    [
      'NONAC under the older address',
      { class: { system: 'http://hl7.org/fhir/v3/ActCode', code: 'NONAC' } },
      true,
    ],
    [
      'an elective admission of SNOMED CT',
      { class: { system: 'http://snomed.info/sct', code: '8715000' } },
      true,
    ],
    ['AMB', { class: { code: 'AMB' } }, false],
    ['EMER', { class: { code: 'EMER' } }, false],
    ['IMP of an unknown system', { class: { system: 'http://example.org', code: 'IMP' } }, false],
    [
      'a name of JavaScript’s own as system',
      { class: { system: '__proto__', code: 'IMP' } },
      false,
    ],
    ['a planned stay', { status: 'planned' }, false],
    ['a cancelled stay', { status: 'cancelled' }, false],
    ['a stay entered in error', { status: 'entered-in-error' }, false],
    ['a stay of unknown state that ended', { status: 'unknown' }, true],
    [
      'a stay of unknown state without end',
      { status: 'unknown', period: { start: '2020-01-01' } },
      false,
    ],
    ['a stay in progress', { status: 'in-progress' }, true],
  ])('maps %s', (_what, content, counts) => {
    expect(groups(stored('a', '2020-01-01', '2020-01-03', content))).toEqual(counts ? ['a'] : [])
  })

  it('sorts stays by instant, not by text, across offsets', () => {
    const later = stored('later', '2020-01-01T01:00:00+09:00', '2020-01-01T02:00:00+09:00')
    const sooner = stored('sooner', '2019-12-30T10:00:00-05:00', '2019-12-30T11:00:00-05:00')
    expect(groups(later, sooner)).toEqual(['sooner', 'later'])
  })

  it('merges a transfer less than 24 hours later, and not one exactly 24 hours later', () => {
    const first = stored('a', '2020-01-01T08:00:00Z', '2020-01-03T10:00:00Z')
    expect(groups(first, stored('b', '2020-01-04T09:59:59Z', '2020-01-09T10:00:00Z'))).toEqual([
      'a+b',
    ])
    expect(groups(first, stored('b', '2020-01-04T10:00:00Z', '2020-01-09T10:00:00Z'))).toEqual([
      'a',
      'b',
    ])
  })

  it('counts hours through the change of the clocks', () => {
    // In Berlin the night to 2020-03-29 lacks an hour: 23.5 hours between these two.
    const first = stored('a', '2020-03-27T08:00:00+01:00', '2020-03-28T12:00:00+01:00')
    const next = stored('b', '2020-03-29T12:30:00+02:00', '2020-03-30T12:00:00+02:00')
    expect(groups(first, next)).toEqual(['a+b'])
  })

  it('merges departments inside the hospital stay and ends with the longest', () => {
    const hospital = stored('h', '2020-01-01', '2020-01-20')
    const ward = stored('w', '2020-01-02', '2020-01-05')
    const next = stored('x', '2020-01-19T23:00:00Z', '2020-01-19T23:30:00Z')
    const [stay] = inpatientStays([ward, next, hospital])
    expect(stay?.encounters).toEqual(['h', 'w', 'x'])
    expect(stay?.discharge?.day).toBe(Date.UTC(2020, 0, 20) / 86_400_000)
  })

  it('merges dates without time on the same day only', () => {
    const first = stored('a', '2020-01-01', '2020-01-05')
    expect(groups(first, stored('b', '2020-01-05', '2020-01-06'))).toEqual(['a+b'])
    expect(groups(first, stored('b', '2020-01-06', '2020-01-07'))).toEqual(['a', 'b'])
  })

  it('does not let an encounter nobody closed swallow later stays', () => {
    const forgotten = stored('a', '2010-01-01', undefined, { status: 'in-progress' })
    const later = stored('b', '2020-01-01', '2020-01-02')
    expect(groups(forgotten, later)).toEqual(['a', 'b'])
  })

  it('leaves a stay open while one of its encounters is', () => {
    const hospital = stored('h', '2020-01-01', undefined, { status: 'in-progress' })
    const [stay] = inpatientStays([hospital, stored('w', '2020-01-01', '2020-01-03')])
    expect(stay).toMatchObject({ encounters: ['h', 'w'], open: true, discharge: undefined })
  })

  it('opens a stay again with a transfer that has not ended', () => {
    const next = stored('b', '2020-01-05', undefined, { status: 'onleave' })
    const [stay] = inpatientStays([stored('a', '2020-01-01', '2020-01-05'), next])
    expect(stay).toMatchObject({ encounters: ['a', 'b'], open: true, discharge: undefined })
  })

  it('takes a finished stay without end for ended at an unknown time', () => {
    expect(inpatientStays([stored('a', '2020-01-01')])).toMatchObject([
      { open: false, discharge: undefined },
    ])
  })

  it.each<[string, StoredResource[]]>([
    [
      'a discharge as expired',
      [
        stored(
          'a',
          '2020-01-01',
          '2020-01-05',
          disposition('http://terminology.hl7.org/CodeSystem/discharge-disposition', 'exp'),
        ),
      ],
    ],
    [
      'a discharge to a hospice',
      [
        stored(
          'a',
          '2020-01-01',
          '2020-01-05',
          disposition('http://www.nubc.org/patient-discharge', '51'),
        ),
      ],
    ],
    [
      'a death on the day of discharge',
      [storedPatient({ deceasedDateTime: '2020-01-05' }), stored('a', '2020-01-01', '2020-01-05')],
    ],
    [
      'a death in an open stay',
      [
        storedPatient({ deceasedDateTime: '2020-01-05' }),
        stored('a', '2020-01-01', undefined, { status: 'in-progress' }),
      ],
    ],
    [
      'a death after a transfer',
      [
        stored('a', '2020-01-01', '2020-01-05'),
        stored(
          'b',
          '2020-01-05',
          '2020-01-06',
          disposition('http://www.nubc.org/patient-discharge', '20'),
        ),
      ],
    ],
  ])('drops a stay that ends in %s, and allStays keeps it', (_what, resources) => {
    expect(inpatientStays(resources)).toEqual([])
    expect(allStays(resources)).toHaveLength(1)
  })

  it('keeps stays before a death, and every stay where only the year of death is known', () => {
    const stays = [stored('a', '2020-01-01', '2020-01-05'), stored('b', '2020-03-01', '2020-03-02')]
    expect(groups(storedPatient({ deceasedDateTime: '2020-03-02' }), ...stays)).toEqual(['a'])
    expect(groups(storedPatient({ deceasedDateTime: '2020' }), ...stays)).toEqual(['a', 'b'])
  })

  it.each<[string, Partial<EncounterContent>]>([
    [
      'an elective priority',
      {
        priority: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority', code: 'EL' }],
        },
      },
    ],
    [
      'an elective admission type',
      { type: [{ coding: [{ system: 'http://snomed.info/sct', code: '8715000' }] }] },
    ],
    [
      'chemotherapy as its reason',
      {
        reasonCode: [{ coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'Z51.11' }] }],
      },
    ],
  ])('knows a planned stay by %s', (_what, content) => {
    expect(inpatientStays([stored('a', '2020-01-01', '2020-01-02', content)])).toMatchObject([
      { planned: true },
    ])
    expect(inpatientStays([stored('a', '2020-01-01', '2020-01-02')])[0]?.planned).toBe(false)
  })
})

function disposition(system: string, code: string): Partial<EncounterContent> {
  return { hospitalization: { dischargeDisposition: { coding: [{ system, code }] } } }
}
