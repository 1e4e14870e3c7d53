import type { Texts } from './english.ts'

/** Texts of the page "Your account", in German. */
export const GERMAN: Texts = {
  title: 'Ihr Konto',
  who: {
    title: 'Wer Sie hier sind',
    name: 'Benutzername',
    role: 'Rolle',
    institution: 'Einrichtung',
    none: 'keine',
    signedIn: 'Angemeldet',
    password: 'mit Name und Passwort',
    oidc: 'bei Ihrer Organisation',
    ends: 'Diese Sitzung endet',
    idle_one: 'nach {{count}} Minute ohne Nutzung, spätestens {{time}}',
    idle_other: 'nach {{count}} Minuten ohne Nutzung, spätestens {{time}}',
  },
  password: {
    title: 'Passwort ändern',
    hint: 'Alle Ihre anderen Sitzungen und Tokens enden. Hier bleiben Sie angemeldet.',
    current: 'Bisheriges Passwort',
    next: 'Neues Passwort',
    nextHint:
      'Mindestens {{shortest}} Zeichen; mehrere Wörter lassen sich gut merken und schwer erraten',
    again: 'Neues Passwort wiederholen',
    submit: 'Passwort ändern',
    needed: 'Erforderlich',
    tooShort: 'Mindestens {{shortest}} Zeichen',
    tooLong: 'Höchstens {{longest}} Zeichen',
    same: 'Muss sich vom bisherigen unterscheiden',
    differs: 'Stimmt nicht mit dem oberen überein',
    wrong: 'Das bisherige Passwort ist falsch.',
    done: 'Ihr Passwort ist geändert. Ihre anderen Sitzungen und Tokens sind beendet.',
    elsewhere: 'Ihr Passwort verwaltet Ihre Organisation. Ändern Sie es dort.',
  },
}
