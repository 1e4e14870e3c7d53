const REGIONS: Readonly<Record<string, string>> = { en: 'en-GB', de: 'de-DE' }

/** Where a language of the console is at home, for `Intl`: the day before the month, and 24 hours. */
export const regionOf = (language: string): string => REGIONS[language] ?? language
