import type { Texts } from './english.ts'

/** Texts of the page "Institutions", in German. */
export const GERMAN: Texts = {
  title: 'Einrichtungen',
  lead: 'Die Mitglieder dieses Verbunds. Jede behält ihre eigenen Patienten; andere sehen nur deren Zahl.',
  empty:
    'Es ist keine Einrichtung eingestellt. Nennen Sie welche in INSTITUTIONS und starten Sie den Dienst neu.',
  yours: 'Ihre',
  patients: 'Gespeicherte Patienten',
  predictions: 'Vorhersagen in 30 Tagen',
  levels: '{{low}} LOW, {{medium}} MEDIUM, {{high}} HIGH',
  hidden: 'Wird nicht gezeigt: Sie sehen nur die Ihrer eigenen Einrichtung.',
  keys: 'Gültige Schlüssel',
  noKeys: 'keine: Ihre Systeme können keine Vorhersagen anfordern',
  unknown: 'nicht bekannt',
  links: {
    label: 'Seiten über {{name}}',
    patients: 'Ihre Patienten',
    audit: 'Ihr Prüfpfad',
    keys: 'Ihre Schlüssel',
  },
}
