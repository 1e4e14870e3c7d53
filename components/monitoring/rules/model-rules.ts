import { alertOf, type RuleGroup, type RuleSettings, SERVICE_JOB } from './rule.ts'

/** Every replica tells what the database says: one answer for each of `by`, not one a replica. */
const told = (metric: string, by: string): string =>
  `max by (${['job', by].filter(Boolean).join(', ')}) (${metric}{job="${SERVICE_JOB}"})`

/** The model in service: where it comes from, and whether patients are still those it learned from. */
export function modelRules(settings: RuleSettings): RuleGroup {
  return {
    name: 'dataspace.model',
    rules: [
      ...driftRules(settings),
      alertOf(settings, 'ModelSourceUnhealthy', {
        expr: `min by (job) (model_source_healthy{job="${SERVICE_JOB}"}) == 0`,
        for: '15m',
        severity: 'warning',
        summary: 'The model registry gives no usable champion',
        description:
          'For 15 minutes a replica could not follow MLflow; it goes on serving the last good model.',
      }),
      alertOf(settings, 'ReplicasServeDifferentModels', {
        expr: `count by (job) (count by (job, sha256) (model_info{job="${SERVICE_JOB}"} == 1)) > 1`,
        for: '5m',
        severity: 'warning',
        summary: 'Replicas serve different models',
        description: '{{ $value }} models are in service; replicas follow each other within 15 s.',
      }),
    ],
  }
}

function driftRules(settings: RuleSettings) {
  const { psiLimit, checkHours } = settings
  const [low, high] = settings.slopeBounds
  const slope = told('calibration_slope', 'institution')
  const checked = told('drift_checked_timestamp_seconds', '')
  return [
    alertOf(settings, 'FeatureDrift', {
      expr: `${told('feature_psi', 'institution, feature')} > ${psiLimit}`,
      for: '1h',
      severity: 'warning',
      summary: 'Patients differ from those the model learned from',
      description:
        'At {{ $labels.institution }} the stability index of {{ $labels.feature }} is {{ printf "%.2f" $value }}.',
    }),
    alertOf(settings, 'CalibrationDrift', {
      expr: `${slope} < ${low} or ${slope} > ${high}`,
      for: '1h',
      severity: 'warning',
      summary: 'Probabilities no longer are what they say',
      description:
        'At {{ $labels.institution }} the slope of recalibration is {{ printf "%.2f" $value }}; 1 is right.',
    }),
    alertOf(settings, 'DriftCheckMissing', {
      expr: `time() - ${checked} > ${checkHours * 3600}`,
      for: '15m',
      severity: 'warning',
      summary: 'Drift is not being checked',
      description: 'The last check was {{ $value | humanizeDuration }} ago; it runs daily.',
    }),
  ]
}
