import fc from 'fast-check'

type Json = Record<string, unknown>

const ACT = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
const SNOMED = 'http://snomed.info/sct'
const HOUR = 3_600_000
const START = Date.UTC(2019, 10, 20)

/** Without the members that are undefined: FHIR knows no null. */
const whole = (record: Json): Json =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined))

const maybe = <T>(value: fc.Arbitrary<T>, freq = 3): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined, freq })

const offset = fc.constantFrom<[string, number]>(
  ['Z', 0],
  ['+01:00', 60],
  ['-08:00', -480],
  ['+05:45', 345],
)

/** A dateTime of any precision at an hour after START, in some sender's offset. */
const written = (hours: number): fc.Arbitrary<string> =>
  fc
    .tuple(offset, fc.constantFrom('', '', '.5', '.123456789'), fc.integer({ min: 0, max: 9 }))
    .map(([[zone, minutes], fraction, precision]) => {
      const text = new Date(START + hours * HOUR + minutes * 60_000).toISOString()
      if (precision === 0) return text.slice(0, 10)
      const second = precision === 1 ? '60' : text.slice(17, 19)
      return `${text.slice(0, 17)}${second}${fraction}${zone}`
    })

/** The same, sometimes of year and month, or of the year alone. */
const vague = (hours: number): fc.Arbitrary<string> =>
  fc
    .tuple(written(hours), fc.integer({ min: 0, max: 9 }))
    .map(([text, precision]) =>
      precision === 0 ? text.slice(0, 4) : precision === 1 ? text.slice(0, 7) : text,
    )

const hours = fc.oneof(fc.integer({ min: 0, max: 2400 }), fc.integer({ min: 0, max: 14_000 }))

const concept = (...codings: Json[]): fc.Arbitrary<Json> =>
  fc.tuple(fc.constantFrom(...codings), fc.boolean()).map(([coding, second]) => ({
    coding: second ? [{ system: SNOMED, code: '1' }, coding] : [coding],
  }))

const encounterClass = fc.constantFrom<Json>(
  { system: ACT, code: 'IMP' },
  { system: ACT, code: 'IMP' },
  { system: ACT, code: 'ACUTE' },
  { code: 'NONAC' },
  { system: SNOMED, code: '8715000' },
  { system: ACT, code: 'AMB' },
  { system: 'urn:other', code: 'IMP' },
)
const type = concept(
  { system: SNOMED, code: '8715000' },
  { system: SNOMED, code: '265764009' },
  { system: SNOMED, code: '32485007' },
  { code: 'text-only' },
)
const priority = concept(
  { system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority', code: 'EL' },
  { system: 'http://terminology.hl7.org/CodeSystem/v3-ActPriority', code: 'EM' },
)
const reason = concept(
  { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'Z51.11' },
  { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'I50.9' },
)
const disposition = concept(
  { system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code: 'exp' },
  { system: 'http://terminology.hl7.org/CodeSystem/discharge-disposition', code: 'home' },
)

const encounter = (patient: string, number: number): fc.Arbitrary<Json> =>
  fc.tuple(hours, fc.integer({ min: 0, max: 200 })).chain(([from, length]) =>
    fc
      .record({
        status: fc.constantFrom(
          'finished',
          'finished',
          'in-progress',
          'onleave',
          'unknown',
          'cancelled',
        ),
        class: encounterClass,
        type: maybe(fc.array(type, { minLength: 1, maxLength: 2 })),
        priority: maybe(priority),
        start: written(from),
        end: maybe(written(from + length), 8),
        reasonCode: maybe(fc.array(reason, { minLength: 1, maxLength: 2 })),
        disposition: maybe(disposition),
      })
      .map(({ start, end, disposition: left, ...rest }) =>
        whole({
          resourceType: 'Encounter',
          id: `${patient}-e${number}`,
          subject: { reference: `Patient/${patient}` },
          period: whole({ start, end }),
          hospitalization: left && { dischargeDisposition: left },
          ...rest,
        }),
      ),
  )

/** References to encounters: plain, with server and version, to others' and to nothing, or a search. */
const reference = (patient: string): fc.Arbitrary<Json | undefined> =>
  maybe(
    fc
      .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 9 }))
      .map(([number, form]) => {
        const id = `Encounter/${patient}-e${number}`
        if (form === 0) return { reference: `https://fhir.example.org/r4/${id}/_history/2` }
        if (form === 1) return { reference: `Encounter?identifier=${number}` }
        if (form === 2) return { reference: `Encounter/q0-e${number}` }
        return { reference: id }
      }),
    1,
  )

const code = concept(
  { system: SNOMED, code: '44054006' },
  { system: SNOMED, code: '38341003' },
  { code: '38341003' },
  { system: 'urn:text' },
)

const statusOf = (system: string, ...codes: string[]): fc.Arbitrary<Json> =>
  fc.constantFrom(...codes).map((each) => ({
    coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code: each }],
  }))

const condition = (patient: string, number: number): fc.Arbitrary<Json> =>
  fc.tuple(hours, hours).chain(([began, over]) =>
    fc
      .record({
        clinicalStatus: maybe(statusOf('condition-clinical', 'active', 'resolved', 'remission')),
        verificationStatus: maybe(
          statusOf('condition-ver-status', 'confirmed', 'refuted', 'provisional'),
          2,
        ),
        code: maybe(code, 9),
        encounter: reference(patient),
        onsetDateTime: maybe(vague(began)),
        onsetPeriod: maybe(fc.tuple(vague(began), maybe(vague(began + 900)))),
        abatementDateTime: maybe(vague(over), 1),
        abatementPeriod: maybe(vague(over), 1),
        recordedDate: maybe(vague(began + 30)),
      })
      .map(({ onsetPeriod, abatementPeriod, ...rest }) =>
        whole({
          resourceType: 'Condition',
          id: `${patient}-c${number}`,
          subject: { reference: `Patient/${patient}` },
          ...rest,
          // Of the forms of one element FHIR allows one.
          onsetPeriod:
            rest.onsetDateTime === undefined && onsetPeriod
              ? whole({ start: onsetPeriod[0], end: onsetPeriod[1] })
              : undefined,
          abatementPeriod:
            rest.abatementDateTime === undefined && abatementPeriod
              ? { end: abatementPeriod }
              : undefined,
        }),
      ),
  )

const order = (patient: string, number: number): fc.Arbitrary<Json> =>
  hours.chain((at) =>
    fc
      .record({
        status: fc.constantFrom('active', 'completed', 'cancelled', 'draft', 'entered-in-error'),
        intent: fc.constantFrom('order', 'order', 'plan', 'proposal', 'option'),
        doNotPerform: maybe(fc.boolean(), 1),
        priority: maybe(fc.constantFrom('routine', 'urgent')),
        drug: fc.option(code, { nil: undefined, freq: 4 }),
        encounter: reference(patient),
        authoredOn: maybe(vague(at), 9),
      })
      .map(({ drug, ...rest }) =>
        whole({
          resourceType: 'MedicationRequest',
          id: `${patient}-m${number}`,
          subject: { reference: `Patient/${patient}` },
          ...rest,
          medicationCodeableConcept: drug,
          medicationReference: drug ? undefined : { reference: `Medication/${number % 2}` },
        }),
      ),
  )

const person = (patient: string): fc.Arbitrary<Json | undefined> =>
  fc.option(
    fc
      .record({
        gender: maybe(fc.constantFrom('male', 'female', 'male', 'female', 'other'), 12),
        birthDate: fc.constantFrom('1950', '1950-07', '1950-06-15', '2019-12-01', '1895-01'),
        deceasedDateTime: maybe(hours.chain(vague), 1),
      })
      .map((rest) => whole({ resourceType: 'Patient', id: patient, ...rest })),
    { nil: undefined, freq: 12 },
  )

const several = <T>(make: (number: number) => fc.Arbitrary<T>, most: number): fc.Arbitrary<T[]> =>
  fc
    .integer({ min: 0, max: most })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, number) => make(number))))

/** The FHIR records of one patient with everything that the rules for stays distinguish. */
const recordsOf = (patient: string): fc.Arbitrary<Json[]> =>
  fc
    .tuple(
      person(patient),
      several((number) => encounter(patient, number), 6),
      several((number) => condition(patient, number), 5),
      several((number) => order(patient, number), 5),
    )
    .map(([self, ...others]) => [...(self ? [self] : []), ...others.flat()])

/** The records of that many patients. */
export const patients = (count: number): fc.Arbitrary<Json[]> =>
  fc
    .tuple(...Array.from({ length: count }, (_, number) => recordsOf(`q${number}`)))
    .map((each) => each.flat())
