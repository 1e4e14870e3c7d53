/** Texts of the page "Administration", in English. */
export const ENGLISH = {
  title: 'Administration',
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
