/** Texts of the page "Model", in English. */
export const ENGLISH = {
  title: 'Model',
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
