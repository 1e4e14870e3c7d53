/** Texts of the page "Patients", in English. */
export const ENGLISH = {
  title: 'Patients',
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
