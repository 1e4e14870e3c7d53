/** Texts of the page "Overview", in English. */
export const ENGLISH = {
  title: 'Overview',
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
