import type { Level } from '../evaluation/metrics.ts'

/**
 * System of patients' pseudonyms. One for all institutions: key and institution are in the value.
 * A name of our own that never changes and needs no register (RFC 4122).
 */
export const PSEUDONYM_SYSTEM = 'urn:uuid:c6734a42-84dc-49b5-8001-a7e1872c75a9'

/** Code system of this service, served under `/fhir/CodeSystem/readmission`. */
export const OWN_SYSTEM = 'urn:uuid:98f2412c-a0ae-4676-9c90-6d367af1d8c5'

/** The codes of OWN_SYSTEM: what no public code system says precisely enough. */
export const OWN_CODES = {
  'readmission-risk-30-days': {
    display: 'Risk of readmission within 30 days',
    definition:
      'Assessment of the risk that an inpatient comes back, unplanned, within 30 days of discharge.',
  },
  'unplanned-readmission-30-days': {
    display: 'Unplanned readmission within 30 days',
    definition:
      'An inpatient stay that was not planned and begins within 30 days of the discharge, the 30th ' +
      'included.',
  },
  'calibrated-random-forest': {
    display: 'Calibrated random forest',
    definition:
      'A random forest over five features of the stay, whose score is calibrated to a probability.',
  },
} as const

/** A coding of this service's own code system. */
export const ownCoding = (code: keyof typeof OWN_CODES) => ({
  system: OWN_SYSTEM,
  code,
  display: OWN_CODES[code].display,
})

/** SNOMED CT 417005 |Hospital re-admission (procedure)|: the event, without its 30 days. */
export const SNOMED_READMISSION = {
  system: 'http://snomed.info/sct',
  code: '417005',
  display: 'Hospital re-admission',
} as const

/** The model's levels in HL7's words for a likelihood. */
export const RISK_PROBABILITY: Readonly<Record<Level, { code: string; display: string }>> = {
  LOW: { code: 'low', display: 'Low likelihood' },
  MEDIUM: { code: 'moderate', display: 'Moderate likelihood' },
  HIGH: { code: 'high', display: 'High likelihood' },
}

/** HL7's code system of RISK_PROBABILITY. */
export const RISK_PROBABILITY_SYSTEM = 'http://terminology.hl7.org/CodeSystem/risk-probability'

/** Units of measure (UCUM). */
export const UCUM = 'http://unitsofmeasure.org'
