/** Processing of uploaded FHIR files. */
export * from './fhir-intake.ts'
