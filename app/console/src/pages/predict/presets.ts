import type { TypedPatient } from './typed-patient.ts'

/** Name of an example. */
export type Preset = 'elderly' | 'medium' | 'young'

/** The three examples of the original console: invented patients, in its numbers. */
export const PRESETS: Readonly<Record<Preset, TypedPatient>> = {
  elderly: {
    patientId: 'DEMO-001',
    age: '75',
    gender: 'male',
    diagnoses: '8',
    medications: '16',
    earlierStays: '3',
  },
  medium: {
    patientId: 'DEMO-002',
    age: '70',
    gender: 'female',
    diagnoses: '8',
    medications: '8',
    earlierStays: '1',
  },
  young: {
    patientId: 'DEMO-003',
    age: '28',
    gender: 'male',
    diagnoses: '0',
    medications: '0',
    earlierStays: '0',
  },
}
