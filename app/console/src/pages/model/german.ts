import type { Texts } from './english.ts'

/** Texts of the page "Model", in German. */
export const GERMAN: Texts = {
  title: 'Modell',
}
