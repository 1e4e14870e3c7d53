/** Texts of the page "Platform", in English. */
export const ENGLISH = {
  title: 'Platform',
  intro: 'What this service runs in, as far as its deployment tells.',
  environment: 'Environment',
  links: {
    title: 'Tools',
    newTab: '(opens in a new tab)',
    none: 'No tool is linked.',
    noneHint: 'Set GRAFANA_URL, MLFLOW_TRACKING_URI, AIRFLOW_URL, KAAPANA_URL or PROMETHEUS_URL.',
    Grafana: 'Dashboards of requests, latency, predictions and drift',
    MLflow: 'Runs, metrics and versions of models',
    Airflow: 'Pipelines: extraction, training, drift checks',
    Kaapana: 'Imaging platform: studies and workflows',
    Prometheus: 'Metrics, and the alarms made of them',
  },
  plan: {
    title: 'Plan of the environment',
    alt: 'Picture of the environment: its network from the outside to the isolated tier, and what stands in it',
    frame: 'Plan of the environment',
    changed: 'As of {{time}}',
    open: 'Open in a tab of its own',
    none: 'The deployment carries no picture of its plan.',
    noneHint:
      'Write one with “dataspace plan <environment> --html plan.html”, mount it, and name its path in PLAN_PICTURE_PATH.',
  },
  cost: {
    title: 'Cost',
    caption: 'Cost a month by area, largest first',
    area: 'Area',
    month: 'A month',
    share: 'Share',
    sum: 'At least',
    hint: 'A lower bound for {{region}}: list prices on demand, 730 hours, without tax and traffic.',
    unknown_one: '{{count}} resource has no known price.',
    unknown_other: '{{count}} resources have no known price.',
    byUse_one: '{{count}} resource is charged by use.',
    byUse_other: '{{count}} resources are charged by use.',
    none: 'The deployment carries no plan to read cost from.',
    noneHint:
      'Write one with “dataspace plan <environment> --json > plan.json”, mount it, and name its path in PLAN_PATH.',
    areas: {
      compute: 'Compute',
      network: 'Network',
      data: 'Data',
      edge: 'Edge',
      security: 'Security',
      operations: 'Operations',
    },
  },
}

/** The texts of a language: the same keys in every one. */
export type Texts = typeof ENGLISH
