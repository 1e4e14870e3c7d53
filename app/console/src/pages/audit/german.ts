import type { Texts } from './english.ts'

/** Texts of the page "Audit trail", in German. */
export const GERMAN: Texts = {
  title: 'Prüfpfad',
}
