import { addTexts } from '../language/language.ts'
import { ENGLISH } from './english.ts'
import { GERMAN } from './german.ts'

/** Brings the texts of a shown prediction; pages that show one import this. */
export const addPredictionTexts = (): void => addTexts('prediction', { en: ENGLISH, de: GERMAN })
