import type { Texts } from './english.ts'

/** Texts of the page "Predict", in German. */
export const GERMAN: Texts = {
  title: 'Vorhersage',
  views: 'Arten der Vorhersage',
  tab: { one: 'Ein Patient', batch: 'Eine Datei mit Patienten' },
  noInstitution:
    'Sie gehören zu keiner Einrichtung: Die Zeilen Ihrer Vorhersagen im Prüfpfad nennen keine.',
  preset: {
    label: 'Erfundenes Beispiel:',
    elderly: 'Alt, hohes Risiko',
    medium: 'Mittleres Risiko',
    young: 'Jung, niedriges Risiko',
  },
  field: {
    patientId: 'Patientennummer',
    age: 'Alter',
    gender: 'Geschlecht',
    diagnoses: 'Diagnosen',
    medications: 'Medikamente',
    earlierStays: 'Frühere Aufenthalte',
  },
  help: {
    patientId: 'Ihre eigene Nummer. Sie wird als Pseudonym gespeichert.',
    age: 'Bei der Aufnahme, {{min}} bis {{max}}',
    gender: 'Bei „unbekannt“ wird über beide gemittelt.',
    diagnoses: 'Anzahl der erfassten, {{min}} bis {{max}}',
    medications: 'Anzahl während des Aufenthalts, {{min}} bis {{max}}',
    earlierStays:
      'Stationär, in den 12 Monaten vor dieser Aufnahme, ohne diese; {{min}} bis {{max}}',
  },
  unit: { years: 'Jahre', stays: 'Mal' },
  gender: { female: 'weiblich', male: 'männlich', unknown: 'unbekannt' },
  list: {
    open: 'Aus einer Liste zählen',
    close: 'Liste schließen',
    label: '{{things}} als Liste',
    help: 'Getrennt durch Kommas oder Zeilen. Nur die Anzahl wird gesendet; die Namen bleiben auf dieser Seite.',
  },
  onlyNumbers:
    'Das Modell verwendet, wie viele Diagnosen und Medikamente es sind, nicht welche. Alle Angaben sind nötig.',
  problem: {
    missing: 'Erforderlich',
    number: 'Eine ganze Zahl von {{min}} bis {{max}}',
    identifier: 'Höchstens {{max}} druckbare Zeichen',
    choose: 'Bitte wählen',
  },
  ask: 'Vorhersagen',
  nothing:
    'Hier erscheint die Vorhersage: die Wahrscheinlichkeit einer Wiederaufnahme innerhalb von 30 Tagen, wie sie zustande kommt und was das Modell nicht weiß.',
  batch: {
    title: 'Vorhersagen für eine Datei mit Patienten',
    intro:
      'CSV mit einem Patienten je Zeile oder FHIR R4 (ein Bundle, eine Liste oder NDJSON), dessen Datensätze zuerst gespeichert werden. Bis zu {{most}} Zeilen.',
    introCsv: 'CSV mit einem Patienten je Zeile, bis zu {{most}} Zeilen.',
    noFhir:
      'FHIR-Dateien werden als Datensätze einer Einrichtung gespeichert, und Sie gehören zu keiner.',
    choose: 'Datei',
    template: 'Vorlage herunterladen',
    columns:
      'Spalten: {{columns}}. Statt der Anzahlen dürfen {{lists}} Namen enthalten, getrennt durch |.',
    columnRule: {
      column: 'Spalte',
      allowed: 'Erlaubt',
      title: 'Spalten der CSV-Datei',
    },
    reading: 'Die Datei wird gelesen',
    read: '{{name}}: {{count}} Zeilen können vorhergesagt werden.',
    readFhir: '{{name}}: {{records}} Datensätze von {{patients}} Patienten.',
    start: '{{count}} Patienten vorhersagen',
    startFhir: 'Datensätze speichern und {{count}} Patienten vorhersagen',
    another: 'Andere Datei wählen',
    leave:
      'Wenn Sie die Seite verlassen, hält die Arbeit an; Fertiges bleibt, bis Sie die Seite neu laden.',
    refused: {
      title: 'Diese Datei ist nicht verwendbar',
      empty: 'Sie enthält keine Zeilen mit Patienten. Die erste Zeile nennt die Spalten.',
      encoding:
        'Sie ist kein Text in UTF-8. Speichern Sie sie in der Tabellenkalkulation als „CSV UTF-8“.',
      spreadsheet:
        'Sie ist eine Arbeitsmappe einer Tabellenkalkulation. Speichern Sie sie als „CSV UTF-8“ und wählen Sie diese Datei.',
      columns: 'Es fehlen Spalten: {{missing}}. Gefunden: {{found}}.',
      rows: 'Sie hat {{count}} Zeilen; höchstens {{most}} gehen auf einmal. Teilen Sie sie auf.',
      quotes:
        'Zeile {{line}}: Ein Anführungszeichen ist nicht geschlossen oder steht mitten in einer Zelle.',
      json: 'Sie ist kein gültiges JSON: {{message}}',
      resource:
        'Sie ist weder ein Bundle noch eine Liste von Ressourcen, sondern {{found}}. Setzen Sie die Ressource in [ ].',
      noPatients: 'Kein Datensatz darin ist ein Patient oder gehört zu einem.',
      bytes: 'Sie ist zu groß: höchstens {{most}} MB. NDJSON darf bis zu 50 MB haben.',
      fhirForbidden:
        'FHIR-Dateien brauchen eine Einrichtung, für die die Datensätze gespeichert werden.',
    },
    problems: {
      title_one: '{{count}} Fehler in Zeilen, die ausgelassen werden',
      title_other: '{{count}} Fehler in Zeilen, die ausgelassen werden',
      line: 'Zeile',
      column: 'Spalte',
      got: 'Gefunden',
      allowed: 'Erlaubt',
      row: 'ganze Zeile',
      nothing: '(nichts)',
      width: 'so viele Zellen wie in der Kopfzeile',
      identifier: '1 bis 128 druckbare Zeichen',
      number: 'ganze Zahl, {{min}} bis {{max}}',
      gender: 'male, female, other, unknown oder nichts',
      download: 'Alle Fehler herunterladen',
      more: 'Gezeigt sind die ersten {{count}}.',
    },
    progress: {
      label: 'Fortschritt',
      done: '{{done}} von {{total}} fertig.',
      waiting: 'Der Dienst bittet zu warten; um {{time}} geht es weiter.',
      cancel: 'Abbrechen',
      resume: 'Fortsetzen',
      stopped: 'Angehalten. Fertiges bleibt.',
      again:
        'Die laufende Anfrage ist vielleicht doch beantwortet worden; beim Fortsetzen wird sie wiederholt, und der Prüfpfad enthält dann beide.',
      finished: 'Alles fertig.',
    },
    results: {
      title: 'Ergebnisse, höchstes Risiko zuerst',
      caption: 'Vorhersagen der Datei',
      patient: 'Patient',
      line: 'Zeile',
      level: 'Risikostufe',
      probability: 'Wahrscheinlichkeit',
      row: 'Prüfpfad',
      open: 'Zeile',
      failed_one: '{{count}} Patient ohne Vorhersage',
      failed_other: '{{count}} Patienten ohne Vorhersage',
      reason: 'Grund',
      download: 'Als CSV herunterladen',
      page: 'Seite {{page}} von {{pages}}',
      pages: 'Seiten der Ergebnisse',
      next: 'Weiter',
      before: 'Zurück',
    },
    stored: '{{count}} Datensätze gespeichert.',
    records: {
      title_one: '{{count}} Datensatz wurde nicht angenommen',
      title_other: '{{count}} Datensätze wurden nicht angenommen',
      line: 'Zeile',
      entry: 'Eintrag',
      reason: 'Grund',
    },
  },
}
