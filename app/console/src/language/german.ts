import type { Texts } from './english.ts'

/** Every text of the console, in German. */
export const GERMAN: Texts = {
  console: 'Wiederaufnahme-Konsole',
  skip: 'Zum Inhalt',
  loading: 'Wird geladen',
  language: 'Sprache',
  appearance: { label: 'Darstellung', light: 'Hell', dark: 'Dunkel', auto: 'Wie das System' },
  menu: 'Menü',
  copy: 'Kopieren',
  copied: 'Kopiert',
  pages: {
    overview: 'Übersicht',
    predict: 'Vorhersage',
    patients: 'Patienten',
    model: 'Modell',
    institutions: 'Einrichtungen',
    audit: 'Prüfpfad',
    administration: 'Verwaltung',
    platform: 'Plattform',
    account: 'Ihr Konto',
  },
  notFound: { title: 'Diese Seite gibt es nicht', back: 'Zur Startseite' },
  failed: {
    title: 'Das hat nicht geklappt',
    network: 'Der Dienst ist nicht erreichbar. Nichts ging verloren; versuchen Sie es erneut.',
    again: 'Erneut versuchen',
    request: 'Anfrage {{id}}',
  },
  signIn: {
    title: 'Anmelden',
    name: 'Benutzername',
    password: 'Passwort',
    submit: 'Anmelden',
    oidc: 'Mit Ihrer Organisation anmelden',
    wrong: 'Benutzername oder Passwort ist falsch.',
    expired: 'Ihre Sitzung ist beendet. Melden Sie sich an, um fortzufahren.',
    needed: 'Erforderlich',
    first:
      'Mit npm start gestartet? Name und Passwort der ersten Verwaltung stehen in .data/credentials.env.',
  },
  signOut: 'Abmelden',
  role: { admin: 'Verwaltung', user: 'Benutzer' },
  institution: { none: 'alle Einrichtungen' },
}
