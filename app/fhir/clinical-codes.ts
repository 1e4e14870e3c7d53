/** Codes of one system, as FHIR Codings carry them. */
type CodeTable = Readonly<Record<string, readonly string[]>>

const ACT_CODE = 'http://terminology.hl7.org/CodeSystem/v3-ActCode'
const SNOMED = 'http://snomed.info/sct'

/**
 * Encounter classes that mean a stay in a hospital bed. A class without system is read as v3-ActCode,
 * the system FHIR R4 names for it. Institutions with codes of their own add a line here.
 */
export const INPATIENT_CLASSES: CodeTable = {
  [ACT_CODE]: ['IMP', 'ACUTE', 'NONAC'],
  // The same code system under its address before R4.
  'http://hl7.org/fhir/v3/ActCode': ['IMP', 'ACUTE', 'NONAC'],
  // Hospital admission; elective; emergency; inpatient care.
  [SNOMED]: ['32485007', '8715000', '183452005', '394656005'],
  // MIMIC-IV on FHIR: admission types of a hospital ward.
  'http://mimic.mit.edu/fhir/mimic/CodeSystem/mimic-admission-class': [
    'DIRECT EMER.',
    'ELECTIVE',
    'EW EMER.',
    'OBSERVATION ADMIT',
    'SURGICAL SAME DAY ADMISSION',
    'URGENT',
  ],
}

/** Priorities and admission types that say the stay was agreed before: no unplanned return. */
export const PLANNED_ADMISSION: CodeTable = {
  'http://terminology.hl7.org/CodeSystem/v3-ActPriority': ['EL'],
  'http://hl7.org/fhir/v3/ActPriority': ['EL'],
  [SNOMED]: ['8715000'],
  'http://mimic.mit.edu/fhir/mimic/CodeSystem/mimic-admission-class': [
    'ELECTIVE',
    'SURGICAL SAME DAY ADMISSION',
  ],
}

/** Reasons of a stay that come in cycles: chemotherapy, radiotherapy, immunotherapy, dialysis. */
export const PLANNED_REASON: CodeTable = {
  // Chemotherapy; radiation oncology and/or radiotherapy; renal dialysis.
  [SNOMED]: ['367336001', '108290001', '265764009'],
  'http://hl7.org/fhir/sid/icd-10-cm': ['Z51.0', 'Z51.11', 'Z51.12'],
  'http://fhir.de/CodeSystem/bfarm/icd-10-gm': ['Z51.0', 'Z51.1', 'Z51.82', 'Z49.1', 'Z49.2'],
  'http://fhir.de/CodeSystem/dimdi/icd-10-gm': ['Z51.0', 'Z51.1', 'Z51.82', 'Z49.1', 'Z49.2'],
}

/** Discharge dispositions after which nobody is readmitted: death and hospice, as in training. */
export const DEATH_OR_HOSPICE: CodeTable = {
  'http://terminology.hl7.org/CodeSystem/discharge-disposition': ['exp', 'hosp'],
  // UB-04 patient discharge status: expired 20, 40 to 42; hospice 50, 51.
  'http://www.nubc.org/patient-discharge': ['20', '40', '41', '42', '50', '51'],
  'https://www.nubc.org/CodeSystem/PatDischargeStatus': ['20', '40', '41', '42', '50', '51'],
  'http://mimic.mit.edu/fhir/mimic/CodeSystem/mimic-discharge-disposition': ['DIED', 'HOSPICE'],
}

/** A Coding reduced to what a machine reads. */
export interface Code {
  system?: string
  code?: string
}

/** True when a coding is in the table. Senders name the system: it may be `__proto__`. */
export const isIn = (table: CodeTable, { system = ACT_CODE, code }: Code): boolean =>
  code !== undefined && Object.hasOwn(table, system) && (table[system]?.includes(code) ?? false)
