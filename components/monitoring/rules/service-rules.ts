import { alertOf, NO_REQUESTS, type RuleGroup, type RuleSettings, SERVICE_JOB } from './rule.ts'

/** Routes whose work grows with what is sent, or that administer: no measure of the answering time. */
const BULK =
  '/api/v1/predict/batch|/api/v1/outcomes/batch|/api/v1/data/ingest|/api/v1/audit/export|' +
  '/api/v1/admin/.*|/v2/models/.*/infer'

/** The 95th percentile of a histogram of the service over five minutes. */
const p95 = (histogram: string, selector: string): string =>
  `histogram_quantile(0.95, sum by (job, le) (rate(${histogram}_bucket{${selector}}[5m])))`

/**
 * Does the service answer, well and fast? The original's `APIDown`, `HighErrorRate`,
 * `HighResponseTime` and `HighPredictionLatency`.
 */
export function serviceRules(settings: RuleSettings): RuleGroup {
  return {
    name: 'dataspace.service',
    rules: [
      alertOf(settings, 'APIDown', {
        // Also where nothing is scraped at all: `up == 0` alone is silent then.
        expr: `absent(up{job="${SERVICE_JOB}"}) or max by (job) (up{job="${SERVICE_JOB}"}) == 0`,
        for: '2m',
        severity: 'critical',
        summary: 'No replica of the prediction service answers',
        description: 'For two minutes no replica could be scraped, or none exists.',
      }),
      alertOf(settings, 'ReplicaDown', {
        expr: `up{job="${SERVICE_JOB}"} == 0`,
        for: '10m',
        severity: 'warning',
        summary: 'A replica of the prediction service does not answer',
        description: '{{ $labels.instance }} could not be scraped for ten minutes.',
      }),
      // A ratio: the original's threshold of "5 %" was 0.05 failed requests a second.
      alertOf(settings, 'HighErrorRate', {
        expr: 'job:http_request_errors:ratio_rate5m > 0.05',
        for: '5m',
        severity: 'warning',
        summary: 'More than 5 % of requests fail',
        description: '{{ $value | humanizePercentage }} of requests were answered with 5xx.',
      }),
      ...latencyRules(settings),
    ],
  }
}

function latencyRules(settings: RuleSettings) {
  const requests = `job="${SERVICE_JOB}",endpoint!~"${NO_REQUESTS}|${BULK}"`
  return [
    alertOf(settings, 'HighResponseTime', {
      expr: `${p95('http_request_duration_seconds', requests)} > 0.2`,
      for: '5m',
      severity: 'warning',
      summary: 'One request in twenty takes longer than 0.2 s',
      description: 'The 95th percentile of the answering time is {{ $value | humanizeDuration }}.',
    }),
    // The last bucket ends at 2 s, and a quantile is never above it: "> 2" could not ring.
    alertOf(settings, 'HighPredictionLatency', {
      expr: `${p95('prediction_duration_seconds', `job="${SERVICE_JOB}"`)} > 1`,
      for: '5m',
      severity: 'warning',
      summary: 'One prediction in twenty takes longer than 1 s',
      description:
        'From valid input to committed audit row the 95th percentile is {{ $value | humanizeDuration }}.',
    }),
  ]
}
