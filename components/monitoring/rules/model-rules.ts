import { alertOf, type RuleGroup, type RuleSettings, SERVICE_JOB } from './rule.ts'

/** Every replica tells what the database says: one answer for each of `by`, not one a replica. */
const told = (metric: string, by = '', more = ''): string =>
  `max by (${['job', by].filter(Boolean).join(', ')}) (${metric}{job="${SERVICE_JOB}"${more}})`

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

/**
 * A figure of an institution where the service found drift: the service alone knows its limits, and
 * whether there are cases enough to say so.
 */
const drifted = (figure: string, kind: string): string =>
  `${told(figure, 'institution')} and on (job, institution) ${told('drift_detected', 'institution', `,kind="${kind}"`)} == 1`

function driftRules(settings: RuleSettings) {
  const { checkHours } = settings
  const checked = told('drift_checked_timestamp_seconds')
  return [
    alertOf(settings, 'FeatureDrift', {
      expr: drifted('feature_psi', 'features'),
      for: '1h',
      severity: 'warning',
      summary: 'Patients differ from those the model learned from',
      description:
        'At {{ $labels.institution }} the largest stability index of a feature is {{ printf "%.2f" $value }}.',
    }),
    alertOf(settings, 'CalibrationDrift', {
      expr: drifted('calibration_slope', 'calibration'),
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
