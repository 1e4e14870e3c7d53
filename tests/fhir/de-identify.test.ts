import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DeIdentification, deIdentify } from '../../app/fhir/de-identify.ts'
import type { ValidResource } from '../../app/fhir/validate-record.ts'
import { CONDITION, ENCOUNTER, MEDICATION_REQUEST, PATIENT } from './records.ts'

const pseudonymise = (kind: string, id: string): string => `${kind.charAt(0)}:${id}`
const pass = (record: object, options: Partial<DeIdentification> = {}) => {
  const result = deIdentify(record as ValidResource, { pseudonymise, ...options })
  if (!result.accepted) throw new Error(result.reasons.join())
  return result
}

describe('deIdentify', () => {
  it('keeps of a Patient gender, month of birth and day of death, and counts the rest', () => {
    const rich = {
      ...PATIENT,
      deceasedDateTime: '2020-03-04T05:06:07+01:00',
      name: [{ family: 'Doe' }, { family: 'Roe' }],
      telecom: [{ value: '1' }],
      _birthDate: { extension: [{ url: 'u', valueDateTime: '1950-06-15T10:00:00Z' }] },
    }
    expect(pass(rich)).toMatchObject({
      stored: {
        type: 'Patient',
        id: 'P:p1',
        patient: 'P:p1',
        content: {
          resourceType: 'Patient',
          gender: 'female',
          birthDate: '1950-06',
          deceasedDateTime: '2020-03-04',
        },
      },
      dropped: { 'Patient.name': 2, 'Patient.telecom': 1, 'Patient._birthDate': 1 },
    })
  })

  it('replaces ids and literal references, drops displays and references that spell out more', () => {
    const { stored, dropped } = pass({
      ...CONDITION,
      subject: { reference: 'https://h.example/fhir/Patient/p1/_history/2', display: 'Jane Doe' },
      encounter: { reference: 'Encounter?identifier=x|123' },
    })
    expect(stored).toMatchObject({ id: 'C:c1', patient: 'P:p1' })
    expect(stored.content).toEqual({
      resourceType: 'Condition',
      code: { coding: [{ system: 'http://snomed.info/sct', code: '44054006' }] },
      subject: { reference: 'Patient/P:p1' },
    })
    expect(dropped).toEqual({ 'Condition.subject.display': 1 })
  })

  it('keeps of codes system and code alone', () => {
    const coding = { system: 's', code: 'c', display: 'free words', version: '1' }
    const { stored, dropped } = pass({
      ...ENCOUNTER,
      reasonCode: [
        { text: 'fell at home, 12 Main Street', coding: [coding] },
        { text: 'only text' },
      ],
    })
    expect(stored.content).toMatchObject({ reasonCode: [{ coding: [{ system: 's', code: 'c' }] }] })
    expect(JSON.stringify(stored)).not.toMatch(/words|Main|only text/)
    expect(dropped).toMatchObject({ 'Encounter.reasonCode.text': 2 })
  })

  it('takes the version from versionId, else lastUpdated, else the content', () => {
    const lastUpdated = '2024-01-01T00:00:00Z'
    expect(pass({ ...PATIENT, meta: { versionId: '7', lastUpdated } }).stored).toMatchObject({
      version: '7',
      lastUpdated,
    })
    expect(pass({ ...PATIENT, meta: { lastUpdated } }).stored.version).toBe(lastUpdated)
    expect(pass(PATIENT).stored.version).toMatch(/^[0-9a-f]{64}$/)
  })

  it('gives the same content the same version in any order of members, and another another', () => {
    const version = pass(ENCOUNTER).stored.version
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Object.entries(ENCOUNTER), {
          minLength: Object.keys(ENCOUNTER).length,
        }),
        (entries) => {
          expect(pass(Object.fromEntries(entries)).stored.version).toBe(version)
        },
      ),
      { numRuns: 50 },
    )
    expect(pass({ ...ENCOUNTER, text: { status: 'empty', div: 'x' } }).stored.version).toBe(version)
    expect(pass({ ...ENCOUNTER, status: 'onleave' }).stored.version).not.toBe(version)
  })

  it('stores nothing of elements it does not know, whatever they are called', () => {
    const record = fc.constantFrom(PATIENT, ENCOUNTER, CONDITION, MEDICATION_REQUEST)
    fc.assert(
      fc.property(record, fc.string(), fc.jsonValue(), (valid, key, junk) => {
        fc.pre(!(key in valid) && key !== 'meta' && !/^(deceased|onset|abatement)/.test(key))
        const { stored } = pass({ ...valid, [key]: { marker: 'MARKER', junk } })
        expect(JSON.stringify(stored)).not.toContain('MARKER')
      }),
      { numRuns: 300 },
    )
  })

  it('refuses in strict mode what may identify, and accepts a record without', () => {
    const options = { pseudonymise, refuseIdentifiers: true }
    const named = {
      ...CONDITION,
      subject: { ...CONDITION.subject, display: 'Jane' },
      note: [{ text: 'x' }],
    }
    expect(deIdentify(named as unknown as ValidResource, options)).toMatchObject({
      accepted: false,
      reasons: [
        'Record c1: Condition.subject.display: may identify a person; got a value, allowed none in strict mode; fix: remove the element before sending',
        'Record c1: Condition.note: may identify a person; got a value, allowed none in strict mode; fix: remove the element before sending',
      ],
      outcome: { issue: [{ code: 'security' }, { code: 'security' }] },
    })
    for (const clean of [PATIENT, ENCOUNTER, CONDITION]) pass(clean, options)
  })
})
