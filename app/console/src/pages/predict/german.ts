import type { Texts } from './english.ts'

/** Texts of the page "Predict", in German. */
export const GERMAN: Texts = {
  title: 'Vorhersage',
}
