/** Texts of the page "Predict", in English. */
export const ENGLISH = {
  title: 'Predict',
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
