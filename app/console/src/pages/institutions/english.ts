/** Texts of the page "Institutions", in English. */
export const ENGLISH = {
  title: 'Institutions',
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
