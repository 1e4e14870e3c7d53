import type { Texts } from './english.ts'

/** Texts of the page "Platform", in German. */
export const GERMAN: Texts = {
  title: 'Plattform',
  intro: 'Worin dieser Dienst läuft, soweit seine Bereitstellung es sagt.',
  environment: 'Umgebung',
  links: {
    title: 'Werkzeuge',
    newTab: '(öffnet einen neuen Tab)',
    none: 'Kein Werkzeug ist verknüpft.',
    noneHint:
      'Setzen Sie GRAFANA_URL, MLFLOW_TRACKING_URI, AIRFLOW_URL, KAAPANA_URL oder PROMETHEUS_URL.',
    Grafana: 'Übersichten über Anfragen, Antwortzeiten, Vorhersagen und Drift',
    MLflow: 'Läufe, Kennzahlen und Versionen von Modellen',
    Airflow: 'Abläufe: Extraktion, Training, Drift-Prüfungen',
    Kaapana: 'Bildgebungsplattform: Studien und Arbeitsabläufe',
    Prometheus: 'Messwerte und die Alarme daraus',
  },
  plan: {
    title: 'Plan der Umgebung',
    alt: 'Bild der Umgebung: ihr Netz von außen bis zur abgeschotteten Ebene, und was darin steht',
    frame: 'Plan der Umgebung',
    changed: 'Stand: {{time}}',
    open: 'In eigenem Tab öffnen',
    none: 'Die Bereitstellung bringt kein Bild ihres Plans mit.',
    noneHint:
      'Schreiben Sie eines mit „dataspace plan <Umgebung> --html plan.html“, binden Sie es ein, und nennen Sie seinen Pfad in PLAN_PICTURE_PATH.',
  },
  cost: {
    title: 'Kosten',
    caption: 'Kosten im Monat nach Bereich, die größten zuerst',
    area: 'Bereich',
    month: 'Im Monat',
    share: 'Anteil',
    sum: 'Mindestens',
    hint: 'Eine untere Grenze für {{region}}: Listenpreise nach Bedarf, 730 Stunden, ohne Steuer und Datenverkehr.',
    unknown_one: 'Für {{count}} Ressource ist kein Preis bekannt.',
    unknown_other: 'Für {{count}} Ressourcen ist kein Preis bekannt.',
    byUse_one: '{{count}} Ressource wird nach Nutzung berechnet.',
    byUse_other: '{{count}} Ressourcen werden nach Nutzung berechnet.',
    none: 'Die Bereitstellung bringt keinen Plan mit, aus dem Kosten zu lesen wären.',
    noneHint:
      'Schreiben Sie einen mit „dataspace plan <Umgebung> --json > plan.json“, binden Sie ihn ein, und nennen Sie seinen Pfad in PLAN_PATH.',
    areas: {
      compute: 'Rechenleistung',
      network: 'Netz',
      data: 'Daten',
      edge: 'Zugang von außen',
      security: 'Sicherheit',
      operations: 'Betrieb',
    },
  },
}
