import { SERVICE_JOB } from '../rules/rule.ts'
import type { Dashboard } from './dashboard.ts'
import type { Panel } from './panel.ts'

const OF_SERVICE = `job="${SERVICE_JOB}"`
const CHOSEN = `${OF_SERVICE},institution=~"$institution"`

/** Every replica tells the same of what the database knows. */
const told = (metric: string, by: string, selector = OF_SERVICE): string =>
  `max by (${by}) (${metric}{${selector}})`

const slope: Panel = {
  title: 'Calibration slope',
  description:
    'Of a logistic recalibration on returned outcomes. 1 is right; below, probabilities are too extreme; above, too timid. No line where there are too few outcomes.',
  type: 'timeseries',
  unit: 'short',
  decimals: 2,
  queries: [{ expr: told('calibration_slope', 'institution', CHOSEN), legend: '{{institution}}' }],
  thresholds: [
    { color: 'orange', value: null },
    { color: 'green', value: 0.8 },
    { color: 'orange', value: 1.2 },
  ],
}

const stability: Panel = {
  title: 'Feature drift (PSI)',
  description:
    'Population stability index of served features against training: below 0.1 the same, above 0.2 others. No line where there are too few cases.',
  type: 'timeseries',
  unit: 'short',
  min: 0,
  decimals: 2,
  queries: [
    {
      expr: told('feature_psi', 'institution, feature', CHOSEN),
      legend: '{{institution}} {{feature}}',
    },
  ],
  thresholds: [
    { color: 'green', value: null },
    { color: 'yellow', value: 0.1 },
    { color: 'red', value: 0.2 },
  ],
}

const byLevel = `sum by (risk_level) (rate(institution_predictions_total{${CHOSEN}}[$__rate_interval]))`

const levels: Panel = {
  title: 'Risk levels',
  description: 'Share of each level among the predictions of the chosen institutions.',
  type: 'timeseries',
  unit: 'percentunit',
  min: 0,
  max: 1,
  stacked: true,
  queries: [
    {
      expr: `${byLevel} / on () group_left () sum(${byLevel})`,
      legend: '{{risk_level}}',
    },
  ],
}

const perInstitution: Panel = {
  title: 'Predictions by institution',
  description: 'Predictions a second; an institution that falls silent has a broken connection.',
  type: 'timeseries',
  unit: 'cps',
  min: 0,
  queries: [
    {
      expr: `sum by (institution) (rate(institution_predictions_total{${CHOSEN}}[$__rate_interval]))`,
      legend: '{{institution}}',
    },
  ],
}

const highShare: Panel = {
  title: 'High risk by institution',
  description: 'Share of predictions at level HIGH over a day, by institution.',
  type: 'bargauge',
  unit: 'percentunit',
  min: 0,
  max: 1,
  queries: [
    {
      expr: `sum by (institution) (increase(institution_predictions_total{${CHOSEN},risk_level=~"(?i:high)"}[1d])) / sum by (institution) (increase(institution_predictions_total{${CHOSEN}}[1d]))`,
      legend: '{{institution}}',
    },
  ],
}

const outcomes: Panel = {
  title: 'Outcomes returned',
  description: 'Over a day by institution and result. Without outcomes calibration is not known.',
  type: 'timeseries',
  unit: 'short',
  min: 0,
  queries: [
    {
      expr: `sum by (institution, result) (increase(outcomes_total{${CHOSEN}}[1d]))`,
      legend: '{{institution}} {{result}}',
    },
  ],
}

const cases: Panel = {
  title: 'Cases behind the last drift check',
  description: 'Served predictions and returned outcomes; with few, drift is not judged.',
  type: 'bargauge',
  unit: 'short',
  min: 0,
  queries: [
    {
      expr: told('drift_cases', 'institution, kind', CHOSEN),
      legend: '{{institution}} {{kind}}',
    },
  ],
}

const confidence = (quantile: number) => ({
  expr: `histogram_quantile(${quantile}, sum by (le) (rate(model_confidence_score_bucket{${OF_SERVICE}}[$__rate_interval])))`,
  legend: `${quantile * 100} %`,
})

const confidences: Panel = {
  title: 'Confidence',
  description: 'Quantiles of the confidence of answers, 0.5 to 1; a shift means other patients.',
  type: 'timeseries',
  unit: 'short',
  min: 0.5,
  max: 1,
  decimals: 2,
  queries: [confidence(0.1), confidence(0.5), confidence(0.9)],
}

const model: Panel = {
  title: 'Model in service',
  description: 'Name, version and digest by replica; all replicas serve the same one.',
  type: 'table',
  unit: 'none',
  queries: [
    { expr: `count by (name, version, sha256) (model_info{${OF_SERVICE}} == 1)`, legend: '' },
  ],
}

const YES_IS_GOOD = [
  { color: 'red', value: null },
  { color: 'green', value: 1 },
] as const

const audit: Panel = {
  title: 'Audit trail intact',
  description: '1 where the last check found the chain whole.',
  type: 'stat',
  unit: 'none',
  queries: [{ expr: `min(audit_chain_intact{${OF_SERVICE}})`, legend: 'intact' }],
  thresholds: YES_IS_GOOD,
}

const source: Panel = {
  title: 'Model registry healthy',
  description: '1 where MLflow answers and its champion can be served; empty without MLflow.',
  type: 'stat',
  unit: 'none',
  queries: [{ expr: `min(model_source_healthy{${OF_SERVICE}})`, legend: 'healthy' }],
  thresholds: YES_IS_GOOD,
}

const checked: Panel = {
  title: 'Last checks',
  description: 'When drift and the audit trail were checked; both are daily.',
  type: 'stat',
  unit: 'dateTimeFromNow',
  queries: [
    { expr: `1000 * max(drift_checked_timestamp_seconds{${OF_SERVICE}})`, legend: 'drift' },
    { expr: `1000 * max(audit_chain_checked_timestamp_seconds{${OF_SERVICE}})`, legend: 'audit' },
  ],
}

const reloads: Panel = {
  title: 'Models taken from the registry',
  description: 'Over a day, by result.',
  type: 'stat',
  unit: 'none',
  decimals: 0,
  queries: [
    {
      expr: `sum by (result) (increase(model_reloads_total{${OF_SERVICE}}[1d]))`,
      legend: '{{result}}',
    },
  ],
}

/** The board of the model: calibration, drift and levels, per institution. */
export const modelBoard: Dashboard = {
  uid: 'dataspace-model',
  title: 'HealthAlliance readmission model',
  description: 'Does the model still fit its patients? Choose an institution above.',
  variables: [
    {
      name: 'institution',
      label: 'Institution',
      query: 'label_values(institution_predictions_total, institution)',
    },
  ],
  rows: [
    [slope, stability],
    [levels, perInstitution, highShare],
    [outcomes, cases, confidences],
    [audit, source, checked, reloads],
    [model],
  ],
}
