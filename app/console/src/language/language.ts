import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { ENGLISH, type Texts } from './english.ts'
import { GERMAN } from './german.ts'

/** Languages of the console. The frame's texts are small: all come with the first script. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof LANGUAGES

const KEPT = 'dataspace-language'

const TEXTS: Readonly<Record<Language, Texts>> = { en: ENGLISH, de: GERMAN }

/** The language that was chosen before, or the first of the browser's that we have. */
function wanted(): Language {
  const kept = localStorage.getItem(KEPT)
  const choices = [kept ?? '', ...navigator.languages.map((tag) => tag.slice(0, 2))]
  return choices.find((tag): tag is Language => tag in LANGUAGES) ?? 'en'
}

/** Sets texts up before the first picture. */
export async function startLanguage(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: { en: { translation: TEXTS.en }, de: { translation: TEXTS.de } },
    lng: 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  })
  await changeLanguage(wanted())
}

/** Shows everything in another language, and remembers it on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
  localStorage.setItem(KEPT, language)
}

/** Brings a page's texts, which come with its code, under its name. */
export function addTexts<Keys extends object>(
  page: string,
  texts: Readonly<Record<Language, Keys>>,
): void {
  for (const [language, keys] of Object.entries(texts))
    i18next.addResourceBundle(language, page, keys)
}
