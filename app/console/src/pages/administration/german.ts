import type { Texts } from './english.ts'

/** Texts of the page "Administration", in German. */
export const GERMAN: Texts = {
  title: 'Verwaltung',
}
