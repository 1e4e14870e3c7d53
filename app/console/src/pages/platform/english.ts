/** Texts of the page "Platform", in English. */
export const ENGLISH = {
  title: 'Platform',
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
