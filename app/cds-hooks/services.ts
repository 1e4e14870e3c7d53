/** FHIR queries that a CDS client answers before it calls; keys of `prefetch` in its request. */
export const PREFETCH = {
  patient: 'Patient/{{context.patientId}}',
  // Stays are told from these classes (fhir/clinical-codes.ts); visits are not asked for.
  encounters: 'Encounter?patient={{context.patientId}}&class=IMP,ACUTE,NONAC&_count=1000',
  conditions: 'Condition?patient={{context.patientId}}&_count=1000',
  medications: 'MedicationRequest?patient={{context.patientId}}&_count=1000',
} as const

export type PrefetchKey = keyof typeof PREFETCH

/** Resource type that each query is for. */
export const PREFETCH_TYPES: Readonly<Record<PrefetchKey, string>> = {
  patient: 'Patient',
  encounters: 'Encounter',
  conditions: 'Condition',
  medications: 'MedicationRequest',
}

const USAGE =
  'FHIR R4. All four prefetch values are needed, each whole: nothing is fetched from the FHIR server, ' +
  'and an answer of several pages is refused. The client must be registered.'

/** The services, as discovery tells them. */
export const SERVICES = [
  {
    id: 'readmission-at-discharge',
    hook: 'encounter-discharge',
    title: 'Risk of readmission at discharge',
    description:
      'Estimates how likely the patient is to come back, unplanned, within 30 days of this ' +
      'discharge, with what the estimate rests on and what follow-up the level advises.',
    usageRequirements: USAGE,
    prefetch: PREFETCH,
  },
  {
    id: 'readmission-in-chart',
    hook: 'patient-view',
    title: 'Risk of readmission in the chart',
    description:
      'Tells of an inpatient whose risk of readmission within 30 days is at or above the average. ' +
      'Says nothing of others: at low risk, or not in hospital now.',
    usageRequirements: USAGE,
    prefetch: PREFETCH,
  },
] as const

export type CdsService = (typeof SERVICES)[number]
export type ServiceId = CdsService['id']
