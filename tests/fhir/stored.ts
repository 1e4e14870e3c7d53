import type {
  ConditionContent,
  EncounterContent,
  MedicationRequestContent,
  PatientContent,
  StoredResource,
} from '../../app/fhir/stored-resource.ts'

const subject = { reference: 'Patient/p' }
const base = { version: '1', patient: 'p' }

/** Stored resources of patient `p`, a woman born in June 1950, for tests of features. */
export const storedPatient = (content: Partial<PatientContent> = {}): StoredResource => ({
  ...base,
  type: 'Patient',
  id: 'p',
  content: { resourceType: 'Patient', gender: 'female', birthDate: '1950-06', ...content },
})

/** A finished inpatient encounter from `start` to `end`. */
export const stored = (
  id: string,
  start: string,
  end?: string,
  content: Partial<EncounterContent> = {},
): StoredResource => ({
  ...base,
  type: 'Encounter',
  id,
  content: {
    resourceType: 'Encounter',
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject,
    period: end === undefined ? { start } : { start, end },
    ...content,
  },
})

/** A condition of its own code. */
export const storedCondition = (
  id: string,
  content: Partial<ConditionContent>,
): StoredResource => ({
  ...base,
  type: 'Condition',
  id,
  content: {
    resourceType: 'Condition',
    code: { coding: [{ system: 's', code: id }] },
    subject,
    ...content,
  },
})

/** An active order of a drug of its own code. */
export const storedMedication = (
  id: string,
  content: Partial<MedicationRequestContent>,
): StoredResource => ({
  ...base,
  type: 'MedicationRequest',
  id,
  content: {
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { coding: [{ system: 's', code: id }] },
    subject,
    ...content,
  },
})
