import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadDefinitions } from '../../app/fhir/definitions.ts'
import { validateRecord } from '../../app/fhir/validate-record.ts'
import { CONDITION, ENCOUNTER, MEDICATION_REQUEST, PATIENT } from './records.ts'

const now = new Date('2026-01-01T00:00:00Z')
const reasonsFor = async (resource: unknown): Promise<string[]> => {
  const result = await validateRecord(resource, { now })
  return result.accepted ? [] : result.reasons
}
const { period: _period, ...UNDATED } = ENCOUNTER
const { birthDate: _birth, ...UNBORN } = PATIENT
const ALL = [PATIENT, ENCOUNTER, CONDITION, MEDICATION_REQUEST]

describe('validateRecord', () => {
  it.each(ALL)('accepts a sound $resourceType and hands it back', async (record) => {
    expect(await validateRecord(record, { now })).toEqual({ accepted: true, resource: record })
  })

  it('accepts a Patient with everything that is dropped later, contained resources too', async () => {
    const rich = {
      ...PATIENT,
      meta: { versionId: '3', lastUpdated: '2024-01-01T00:00:00Z' },
      contained: [{ resourceType: 'Organization', id: 'o', anything: true }],
      name: [
        {
          family: 'Doe',
          given: ['Jane', null],
          _given: [null, { extension: [{ url: 'u', valueCode: 'x' }] }],
        },
      ],
      telecom: [{ system: 'phone', value: '1' }],
      _birthDate: { extension: [{ url: 'u', valueDateTime: '1950-06-15T10:00:00Z' }] },
    }
    expect(await reasonsFor(rich)).toEqual([])
  })

  const P = 'Record p1: Patient'
  const E = 'Record e1: Encounter'
  it.each<[string, unknown, string]>([
    [
      'another type',
      { resourceType: 'Observation', id: 'o1' },
      "Record o1: resourceType must be 'Patient', 'Encounter', 'Condition' or 'MedicationRequest'",
    ],
    [
      'no object',
      5,
      'Record (no id): is no resource; allowed a JSON object with resourceType; fix: send resources',
    ],
    [
      'no id',
      { ...PATIENT, id: undefined },
      "Record (no id): Patient.id: must name the record; got nothing, allowed 1 to 64 letters, digits, - and .; fix: send the record's logical id",
    ],
    [
      'an id with a space',
      { ...PATIENT, id: 'a b' },
      "Record (no id): Patient.id: must name the record; got 3 characters of another form, allowed 1 to 64 letters, digits, - and .; fix: send the record's logical id",
    ],
    [
      'no birth date',
      UNBORN,
      `${P}.birthDate: is required, age is a feature; got nothing, allowed a date from 1890 to today; fix: send at least the year and month`,
    ],
    [
      'a birth date in the future',
      { ...PATIENT, birthDate: '2026-01-03' },
      `${P}.birthDate: lies in the future; allowed a date from 1890 to today; fix: correct the date`,
    ],
    [
      'a birth date before 1890',
      { ...PATIENT, birthDate: '1889-12-31' },
      `${P}.birthDate: is too long ago; allowed a date from 1890 to today; fix: correct the date`,
    ],
    [
      'a day in no calendar',
      { ...PATIENT, birthDate: '2023-02-30' },
      `${P}.birthDate: is no FHIR date; got text of another form or a day that is in no calendar, allowed YYYY-MM-DD; fix: correct the date`,
    ],
    [
      'an unknown gender',
      { ...PATIENT, gender: 'F' },
      `${P}.gender: is outside its value set; got 'F', allowed male, female, other, unknown; fix: send one of these codes`,
    ],
    [
      'an unknown element',
      { ...PATIENT, age: 75 },
      `${P}.age: is no element of FHIR R4; got an unknown name, allowed the elements of its type; fix: remove it or send it as an extension`,
    ],
    [
      "a name of JavaScript's own",
      JSON.parse(JSON.stringify(PATIENT).replace('"gender"', '"__proto__":{},"gender"')),
      `${P}.__proto__: is no element of FHIR R4; got an unknown name, allowed the elements of its type; fix: remove it or send it as an extension`,
    ],
    [
      'a number for a text',
      { ...PATIENT, name: [{ family: 5 }] },
      `${P}.name[0].family: has the wrong JSON type; got a number, allowed a string; fix: send a string`,
    ],
    [
      'an object for a date',
      { ...PATIENT, birthDate: { year: 1950 } },
      `${P}.birthDate: has the wrong JSON type; got an object, allowed a date; fix: send a date`,
    ],
    [
      'a text for an object',
      { ...PATIENT, meta: 'x' },
      `${P}.meta: has the wrong JSON type; got a string, allowed an object; fix: send an object`,
    ],
    [
      'one value for a list',
      { ...PATIENT, photo: { url: 'u' } },
      `${P}.photo: must be a list; got one value, allowed a list; fix: wrap it in [ ]`,
    ],
    [
      'a list for one value',
      { ...PATIENT, maritalStatus: [] },
      `${P}.maritalStatus: must be one value; got a list, allowed one value; fix: remove the [ ]`,
    ],
    [
      'null',
      { ...PATIENT, gender: null },
      `${P}.gender: has no value; got null, allowed a value; fix: leave the element out`,
    ],
    [
      'both forms of a choice',
      { ...PATIENT, deceasedBoolean: true, deceasedDateTime: '2020' },
      `${P}.deceasedDateTime: is given twice in different types; allowed one; fix: send one of them`,
    ],
    [
      'a broken rule of FHIR',
      { ...PATIENT, contact: [{ gender: 'male' }] },
      `${P}.contact[0]: Constraint pat-1 not met: SHALL at least contain a contact's details or a reference to an organization; fix: correct it as FHIR R4 says`,
    ],
    [
      'no status',
      { ...ENCOUNTER, status: undefined },
      `${E}.status: is required by FHIR R4; got nothing, allowed a value; fix: send it`,
    ],
    [
      'a status that is only an extension',
      {
        ...ENCOUNTER,
        status: undefined,
        _status: { extension: [{ url: 'u', valueCode: 'unknown' }] },
      },
      `${E}.status: is outside its value set; got no code, allowed planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown; fix: send one of these codes`,
    ],
    [
      'a status outside the set',
      { ...ENCOUNTER, status: 'done' },
      `${E}.status: is outside its value set; got 'done', allowed planned, arrived, triaged, in-progress, onleave, finished, cancelled, entered-in-error, unknown; fix: send one of these codes`,
    ],
    [
      'no class',
      { ...ENCOUNTER, class: undefined },
      `${E}.class: is required by FHIR R4; got nothing, allowed a value; fix: send it`,
    ],
    [
      'a class without code',
      { ...ENCOUNTER, class: { display: 'ward' } },
      `${E}.class.code: must say whether this is a stay; got no code, allowed a code such as IMP or AMB of v3-ActCode; fix: send it`,
    ],
    [
      'an inpatient stay without start',
      UNDATED,
      `${E}.period.start: is required of an inpatient stay that has begun; got nothing, allowed the time of admission; fix: send it`,
    ],
    [
      'an end before the start',
      { ...ENCOUNTER, period: { start: '2020-03-02', end: '2020-03-01' } },
      `${E}.period: ends before it starts; allowed an end at or after the start; fix: correct it`,
    ],
    [
      'a time without offset',
      { ...ENCOUNTER, period: { start: '2020-03-02T10:00:00' } },
      `${E}.period.start: is no FHIR dateTime; got 19 characters, allowed YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm:ss+hh:mm; fix: add seconds and the offset`,
    ],
    [
      'no subject',
      { ...ENCOUNTER, subject: undefined },
      `${E}.subject: must point at a patient; got no reference, allowed Patient/<id>, or the urn:uuid: of a Patient in the same Bundle; fix: send the patient's logical id`,
    ],
    [
      'a subject of another type',
      { ...ENCOUNTER, subject: { reference: 'Group/g' } },
      `${E}.subject: must point at a patient; got a reference of another form, allowed Patient/<id>, or the urn:uuid: of a Patient in the same Bundle; fix: send the patient's logical id`,
    ],
    [
      'a clinical status of another system',
      { ...CONDITION, clinicalStatus: { coding: [{ system: 'x', code: 'active' }] } },
      "Record c1: Condition.clinicalStatus: is outside its value set; got 'x|active', allowed active, recurrence, relapse, inactive, remission, resolved; fix: send one of these codes",
    ],
    [
      'no medication',
      { ...MEDICATION_REQUEST, medicationCodeableConcept: undefined },
      'Record m1: MedicationRequest.medication: is required by FHIR R4; got nothing, allowed a value; fix: send it',
    ],
    [
      'an intent outside the set',
      { ...MEDICATION_REQUEST, intent: 'wish' },
      "Record m1: MedicationRequest.intent: is outside its value set; got 'wish', allowed proposal, plan, order, original-order, reflex-order, filler-order, instance-order, option; fix: send one of these codes",
    ],
  ])('refuses %s with one reason', async (_what, record, reason) => {
    expect(await reasonsFor(record)).toEqual([reason])
  })

  it('accepts a planned or ambulatory encounter without a period', async () => {
    expect(await reasonsFor({ ...UNDATED, status: 'planned' })).toEqual([])
    expect(await reasonsFor({ ...UNDATED, class: { code: 'AMB' } })).toEqual([])
  })

  it('accepts a birth date of year and month, and one of tomorrow further east', async () => {
    expect(await reasonsFor({ ...PATIENT, birthDate: '1950-06' })).toEqual([])
    expect(await reasonsFor({ ...PATIENT, birthDate: '2026-01-02' })).toEqual([])
  })

  it('never repeats a name, a birth date or a text in a reason', async () => {
    const reasons = await reasonsFor({
      ...PATIENT,
      birthDate: '3000-12-24',
      name: [{ family: 'Secret', given: 'Secret', use: 'wrong' }],
      telecom: 'Secret',
      photo: [{ title: { Secret: 1 } }],
      'Name: Secret': 1,
      contact: [{ name: { 'Secret!': 1 } }],
    })
    expect(reasons.length).toBeGreaterThan(3)
    expect(reasons.join()).not.toMatch(/Secret|3000/)
  })

  it('tells the same in an OperationOutcome that is itself valid FHIR R4', async () => {
    const result = await validateRecord({ ...PATIENT, gender: 'F', age: 75 }, { now })
    if (result.accepted) throw new Error('must be refused')
    expect(result.outcome.issue).toEqual([
      {
        severity: 'error',
        code: 'structure',
        diagnostics: result.reasons[0]?.replace('Record p1: ', ''),
        expression: ['Patient.age'],
      },
      {
        severity: 'error',
        code: 'code-invalid',
        diagnostics: result.reasons[1]?.replace('Record p1: ', ''),
        expression: ['Patient.gender'],
      },
    ])
    await expectValidOutcome(result.outcome)
  })

  it('refuses any damage with reasons and a valid OperationOutcome, and never throws', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ALL),
        fc.jsonValue(),
        fc.string(),
        async (record, junk, key) => {
          const keys = Object.keys(record)
          for (const damaged of [
            { ...record, [key]: junk },
            { ...record, [keys[key.length % keys.length] ?? 'id']: junk },
            junk,
          ]) {
            const result = await validateRecord(damaged, { now })
            if (result.accepted) continue
            expect(result.reasons.every((reason) => reason.startsWith('Record '))).toBe(true)
            await expectValidOutcome(result.outcome)
          }
        },
      ),
      { numRuns: 300 },
    )
  })

  it.each(ALL)(
    'refuses a $resourceType whose required elements are dropped or unknown ones added',
    async (record) => {
      const required = {
        Patient: ['id', 'birthDate'],
        Encounter: ['id', 'status', 'class', 'subject', 'period'],
        Condition: ['id', 'subject'],
        MedicationRequest: ['id', 'status', 'intent', 'medicationCodeableConcept', 'subject'],
      }[record.resourceType]
      for (const key of required ?? []) {
        const rest = Object.fromEntries(Object.entries(record).filter(([name]) => name !== key))
        expect((await reasonsFor(rest)).length, key).toBeGreaterThan(0)
      }
      await fc.assert(
        fc.asyncProperty(fc.stringMatching(/^[a-z]{1,3}[A-Z]{3}[a-z]*$/), async (key) => {
          expect(await reasonsFor({ ...record, [key]: 'x' })).toHaveLength(1)
        }),
        { numRuns: 50 },
      )
    },
  )

  it('refuses a record nested deeper than 32 levels, however deep', async () => {
    let deep: unknown = 'x'
    for (let level = 0; level < 5000; level++) deep = { extension: [deep] }
    expect(await reasonsFor({ ...PATIENT, extension: [deep] })).toEqual([
      'Record p1: nests too deep; got more than 32 levels, allowed 32; fix: flatten it',
    ])
  })

  it('stops listing after 20 problems', async () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`xX${index}`, 1]))
    const reasons = await reasonsFor({ ...PATIENT, ...many })
    expect(reasons).toHaveLength(21)
    expect(reasons.at(-1)).toBe('Record p1: and 10 more problems')
  })
})

async function expectValidOutcome(outcome: unknown): Promise<void> {
  const { library, valueSets } = await loadDefinitions()
  const tokens = {}
  library.validateResource(outcome as Parameters<typeof library.validateResource>[0], {
    collect: { tokens },
  })
  for (const [url, values] of Object.entries(tokens as Record<string, { value: unknown }[]>)) {
    const codes = [...(valueSets.get(url) ?? [])].map((code) => code.split('|')[1])
    for (const { value } of values) expect(codes).toContain(value)
  }
}
