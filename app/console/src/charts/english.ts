/** Texts of the charts, in English. */
export const ENGLISH = {
  table: 'Figures as a table',
  none: 'no figure',
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
