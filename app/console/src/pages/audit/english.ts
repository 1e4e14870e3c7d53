/** Texts of the page "Audit trail", in English. */
export const ENGLISH = {
  title: 'Audit trail',
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
