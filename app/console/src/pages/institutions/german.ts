import type { Texts } from './english.ts'

/** Texts of the page "Institutions", in German. */
export const GERMAN: Texts = {
  title: 'Einrichtungen',
}
