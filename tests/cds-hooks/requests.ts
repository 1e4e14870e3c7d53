import { randomUUID } from 'node:crypto'
import { SERVICES } from '../../app/cds-hooks/services.ts'
import type { FhirStore, Resource } from './fhir-store.ts'

/** Replaces prefetch tokens as CDS clients do, and answers each query from a FHIR store. */
export function prefetchFor(
  templates: Readonly<Record<string, string>>,
  context: Record<string, string>,
  store: FhirStore,
): Record<string, Resource> {
  const filled = (template: string): string =>
    template.replaceAll(/\{\{context\.(\w+)\}\}/g, (_token, name: string) => {
      const value = context[name]
      if (value === undefined) throw new Error(`No ${name} in the context`)
      return value
    })
  return Object.fromEntries(
    Object.entries(templates).map(([key, template]) => [key, store.answer(filled(template))]),
  )
}

/** The body of a call: a woman of 75 in hospital since the day before yesterday, unless bent. */
export function requestFor(
  hook: 'encounter-discharge' | 'patient-view',
  store: FhirStore,
  {
    context: more = {},
    ...bent
  }: { context?: Record<string, string> } & Record<string, unknown> = {},
): Resource {
  const context = {
    userId: 'PractitionerRole/A2340113',
    patientId: '1288992',
    encounterId: '456',
    ...more,
  }
  const prefetch = prefetchFor(SERVICES[0].prefetch, context, store)
  return { hookInstance: randomUUID(), hook, context, prefetch, ...bent }
}

const daysAgo = (days: number): string =>
  new Date(Date.now() - days * 86_400_000).toISOString().replace(/\.\d+Z/, 'Z')

const SUBJECT = { reference: 'Patient/1288992' }

/** An inpatient encounter of the patient that began so many days ago. */
export const stay = (id: string, from: number, more: Record<string, unknown> = {}): Resource => ({
  resourceType: 'Encounter',
  id,
  status: 'in-progress',
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
  subject: SUBJECT,
  period: { start: daysAgo(from) },
  ...more,
})

/** One that has ended. */
export const endedStay = (id: string, from: number, to: number): Resource =>
  stay(id, from, { status: 'finished', period: { start: daysAgo(from), end: daysAgo(to) } })

/** The specification's example patient, made old enough to be a woman of 75 or so. */
export const PATIENT: Resource = {
  resourceType: 'Patient',
  id: '1288992',
  gender: 'female',
  birthDate: '1949-12-23',
  active: true,
}

export const condition = (id: string, code: string): Resource => ({
  resourceType: 'Condition',
  id,
  subject: SUBJECT,
  encounter: { reference: 'Encounter/456' },
  code: { coding: [{ system: 'http://snomed.info/sct', code }] },
})

export const medication = (id: string, code: string): Resource => ({
  resourceType: 'MedicationRequest',
  id,
  status: 'active',
  intent: 'order',
  subject: SUBJECT,
  encounter: { reference: 'Encounter/456' },
  medicationCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code }] },
})

/** Somebody who is often in hospital: HIGH by the shipped model. */
export const OFTEN_IN: Resource[] = [
  PATIENT,
  stay('456', 2),
  ...[40, 80, 120, 160, 200, 240].map((days) => endedStay(`before-${days}`, days, days - 5)),
  ...Array.from({ length: 9 }, (_, index) => condition(`c${index}`, `4405400${index}`)),
  ...Array.from({ length: 20 }, (_, index) => medication(`m${index}`, `31407${index}`)),
]

/** Somebody in hospital for the first time: LOW by the shipped model. */
export const FIRST_TIME: Resource[] = [
  { ...PATIENT, birthDate: '1990-01-01' },
  stay('456', 1),
  condition('c1', '44054006'),
]
