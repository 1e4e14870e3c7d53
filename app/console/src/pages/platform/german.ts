import type { Texts } from './english.ts'

/** Texts of the page "Platform", in German. */
export const GERMAN: Texts = {
  title: 'Plattform',
}
