import type { Texts } from './english.ts'

/** Texts of the page "Overview", in German. */
export const GERMAN: Texts = {
  title: 'Übersicht',
}
