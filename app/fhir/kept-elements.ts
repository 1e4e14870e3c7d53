import type { RecordType } from './validate-record.ts'

/**
 * How an element is kept: `value` as sent; `month` and `day` dates cut to that; `coding` and
 * `concept` system and code alone; `reference` type and pseudonym alone; a nested table for the rest.
 */
export type Rule = 'value' | 'month' | 'day' | 'coding' | 'concept' | 'reference' | KeptElements

export interface KeptElements {
  readonly [element: string]: Rule
}

const days = { start: 'day', end: 'day' } as const

/** The elements the features need. Whatever is not named here is never stored. */
export const KEPT: Readonly<Record<RecordType, KeptElements>> = {
  Patient: {
    gender: 'value',
    birthDate: 'month',
    deceasedBoolean: 'value',
    deceasedDateTime: 'day',
  },
  Encounter: {
    status: 'value',
    class: 'coding',
    type: 'concept',
    priority: 'concept',
    subject: 'reference',
    // To the second: whether a stay is a transfer depends on the hours between two of them.
    period: { start: 'value', end: 'value' },
    reasonCode: 'concept',
    hospitalization: { dischargeDisposition: 'concept' },
  },
  Condition: {
    clinicalStatus: 'concept',
    verificationStatus: 'concept',
    code: 'concept',
    subject: 'reference',
    encounter: 'reference',
    onsetDateTime: 'day',
    onsetPeriod: days,
    abatementDateTime: 'day',
    abatementPeriod: days,
    recordedDate: 'day',
  },
  MedicationRequest: {
    status: 'value',
    intent: 'value',
    doNotPerform: 'value',
    medicationCodeableConcept: 'concept',
    medicationReference: 'reference',
    subject: 'reference',
    encounter: 'reference',
    authoredOn: 'day',
  },
}

/** Elements, wherever they stand, that name a person or may: what refuseIdentifiers refuses. */
export const IDENTIFYING: ReadonlySet<string> = new Set([
  'name',
  'address',
  'telecom',
  'photo',
  'contact',
  'identifier',
  'text',
  'contained',
  'extension',
  'modifierExtension',
  'note',
  'patientInstruction',
])
