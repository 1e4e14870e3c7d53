import type { Pseudonymise } from '../../app/fhir/de-identify.ts'
import type { ReadRecord } from '../../app/fhir/read-records.ts'

/** Small valid records for tests to bend. */
export const PATIENT = {
  resourceType: 'Patient',
  id: 'p1',
  gender: 'female',
  birthDate: '1950-06-15',
}
export const ENCOUNTER = {
  resourceType: 'Encounter',
  id: 'e1',
  status: 'finished',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: { reference: 'Patient/p1' },
  period: { start: '2020-03-01T10:00:00+01:00', end: '2020-03-05T09:00:00+01:00' },
}
export const CONDITION = {
  resourceType: 'Condition',
  id: 'c1',
  code: { coding: [{ system: 'http://snomed.info/sct', code: '44054006' }] },
  subject: { reference: 'Patient/p1' },
  encounter: { reference: 'Encounter/e1' },
}
export const MEDICATION_REQUEST = {
  resourceType: 'MedicationRequest',
  id: 'm1',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: { text: 'metformin' },
  subject: { reference: 'Patient/p1' },
}

/** A pseudonym that a reader of a failing test can follow. */
export const pseudonymise: Pseudonymise = (kind, id) => `${kind}-${Buffer.from(id).toString('hex')}`

/** A byte stream cut at the given sizes, the rest in one piece. */
export async function* chunks(bytes: Uint8Array, sizes: number[]): AsyncGenerator<Uint8Array> {
  let from = 0
  for (const size of sizes) {
    yield bytes.subarray(from, from + size)
    from += size
  }
  yield bytes.subarray(from)
}

/** Everything a generator of records yields. */
export async function all<T = ReadRecord>(records: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const record of records) list.push(record)
  return list
}
