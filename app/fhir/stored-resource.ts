import type { Code } from './clinical-codes.ts'

/** A CodeableConcept without its text and its codings' display. */
export interface Concept {
  coding?: Code[]
}

/** A pointer at another stored resource: `Type/pseudonym`. */
export interface StoredReference {
  reference: string
}

/** What is kept of a Patient: `birthDate` to the month, `deceasedDateTime` to the day. */
export interface PatientContent {
  resourceType: 'Patient'
  gender?: string
  birthDate?: string
  deceasedBoolean?: boolean
  deceasedDateTime?: string
}

/** What is kept of an Encounter: kind, state, times, reasons in codes, way in and out. */
export interface EncounterContent {
  resourceType: 'Encounter'
  status?: string
  class?: Code
  type?: Concept[]
  priority?: Concept
  subject?: StoredReference
  period?: { start?: string; end?: string }
  reasonCode?: Concept[]
  hospitalization?: { dischargeDisposition?: Concept }
}

/** What is kept of a Condition: its code, states and days. */
export interface ConditionContent {
  resourceType: 'Condition'
  clinicalStatus?: Concept
  verificationStatus?: Concept
  code?: Concept
  subject?: StoredReference
  encounter?: StoredReference
  onsetDateTime?: string
  onsetPeriod?: { start?: string; end?: string }
  abatementDateTime?: string
  abatementPeriod?: { start?: string; end?: string }
  recordedDate?: string
}

/** What is kept of a MedicationRequest: what, in which state and stay, on which day. */
export interface MedicationRequestContent {
  resourceType: 'MedicationRequest'
  status?: string
  intent?: string
  doNotPerform?: boolean
  medicationCodeableConcept?: Concept
  medicationReference?: StoredReference
  subject?: StoredReference
  encounter?: StoredReference
  authoredOn?: string
}

interface Contents {
  Patient: PatientContent
  Encounter: EncounterContent
  Condition: ConditionContent
  MedicationRequest: MedicationRequestContent
}

interface Stored<Type extends keyof Contents> {
  type: Type
  /** Pseudonym of the record's logical id. */
  id: string
  /** `meta.versionId`, else `meta.lastUpdated`, else the SHA-256 of the content: see versionOf. */
  version: string
  /** `meta.lastUpdated` as sent. */
  lastUpdated?: string
  /** Pseudonym of the patient; a Patient's own id. */
  patient: string
  /** The elements kept, references and ids replaced. */
  content: Contents[Type]
}

/** One record as it may be stored: nothing in it names a person. */
export type StoredResource = {
  [Type in keyof Contents]: Stored<Type>
}[keyof Contents]
