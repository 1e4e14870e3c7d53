import type { Texts } from './english.ts'

/** Texts of the charts, in German. */
export const GERMAN: Texts = {
  table: 'Werte als Tabelle',
  none: 'kein Wert',
}
