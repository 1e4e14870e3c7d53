import type { Texts } from './english.ts'

/** Texts of the page "Patients", in German. */
export const GERMAN: Texts = {
  title: 'Patienten',
}
