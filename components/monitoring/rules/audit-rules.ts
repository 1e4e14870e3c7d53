import { alertOf, type RuleGroup, type RuleSettings, SERVICE_JOB } from './rule.ts'

const OF_SERVICE = `{job="${SERVICE_JOB}"}`

/** The audit trail: whole, checked, and written. */
export function auditRules(settings: RuleSettings): RuleGroup {
  const { checkHours } = settings
  return {
    name: 'dataspace.audit',
    rules: [
      alertOf(settings, 'AuditChainBroken', {
        expr: `min by (job) (audit_chain_intact${OF_SERVICE}) == 0`,
        for: '1m',
        severity: 'critical',
        summary: 'The audit trail was changed outside the service',
        description: 'The last check of the chain found rows missing, altered or added.',
      }),
      alertOf(settings, 'AuditCheckMissing', {
        expr: `time() - max by (job) (audit_chain_checked_timestamp_seconds${OF_SERVICE}) > ${checkHours * 3600}`,
        for: '15m',
        severity: 'warning',
        summary: 'The audit trail is not being checked',
        description: 'The last check was {{ $value | humanizeDuration }} ago; it runs daily.',
      }),
      alertOf(settings, 'PredictionsNotRecorded', {
        expr: `sum by (job) (increase(predictions_total{job="${SERVICE_JOB}",status="error"}[10m])) > 0`,
        for: '0s',
        severity: 'critical',
        summary: 'Predictions cannot be written to the audit trail',
        description:
          'About {{ $value | humanize }} predictions in ten minutes were refused: without a row there is no answer.',
      }),
    ],
  }
}
