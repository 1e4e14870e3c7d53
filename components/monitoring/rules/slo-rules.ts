import {
  type AlertingRule,
  alertOf,
  NO_REQUESTS,
  type RecordingRule,
  type RuleGroup,
  type RuleSettings,
  SERVICE_JOB,
  type Severity,
} from './rule.ts'

/** Share of requests that must not fail, over 30 days. */
export const OBJECTIVE = 0.999

const requests = (window: string, more = ''): string =>
  `sum by (job) (rate(http_requests_total{job="${SERVICE_JOB}",endpoint!~"${NO_REQUESTS}"${more}}[${window}]))`

/** Share of failed requests in a window; no requests have no share, and no failure is a share of 0. */
const errorRatio = (window: string): RecordingRule => {
  const all = requests(window)
  const failed = requests(window, ',status=~"5.."')
  return {
    record: `job:http_request_errors:ratio_rate${window}`,
    expr: `(${failed} or 0 * ${all}) / (${all} > 0)`,
  }
}

/** Windows of the alerts below. */
const WINDOWS = ['5m', '30m', '1h', '6h', '3d']

/** A pace at which the error budget is spent; `factor` 1 spends it in exactly 30 days. */
interface BurnRate {
  readonly alert: string
  readonly factor: number
  readonly long: string
  /** A twelfth of `long`: the alert ends soon after the failures end. */
  readonly short: string
  readonly for: string
  readonly severity: Severity
  readonly spent: string
}

/**
 * Three windows, so that a fast failure wakes somebody within minutes and a slow one is not missed.
 * https://sre.google/workbook/alerting-on-slos/#6-multiwindow-multi-burn-rate-alerts
 */
const BURN_RATES: readonly BurnRate[] = [
  {
    alert: 'ErrorBudgetBurnHour',
    factor: 14.4,
    long: '1h',
    short: '5m',
    for: '2m',
    severity: 'critical',
    spent: '2 % of the month’s error budget in an hour',
  },
  {
    alert: 'ErrorBudgetBurnSixHours',
    factor: 6,
    long: '6h',
    short: '30m',
    for: '5m',
    severity: 'critical',
    spent: '5 % of the month’s error budget in six hours',
  },
  {
    alert: 'ErrorBudgetBurnThreeDays',
    factor: 1,
    long: '3d',
    short: '6h',
    for: '1h',
    severity: 'warning',
    spent: '10 % of the month’s error budget in three days',
  },
]

function burnAlert(settings: RuleSettings, rate: BurnRate): AlertingRule {
  // 0.0144 rather than 0.014400000000000013.
  const limit = Number((rate.factor * (1 - OBJECTIVE)).toPrecision(6))
  const above = (window: string) => `job:http_request_errors:ratio_rate${window} > ${limit}`
  return alertOf(settings, rate.alert, {
    expr: `${above(rate.long)} and ${above(rate.short)}`,
    for: rate.for,
    severity: rate.severity,
    summary: `Failed requests spend ${rate.spent}`,
    description: `{{ $value | humanizePercentage }} of requests failed over ${rate.long}; the objective allows 0.1 % a month.`,
  })
}

/** The availability objective of 99.9 %: shares of failed requests, and alerts on the pace they spend it. */
export function sloRules(settings: RuleSettings): RuleGroup {
  return {
    name: 'dataspace.objective',
    rules: [...WINDOWS.map(errorRatio), ...BURN_RATES.map((rate) => burnAlert(settings, rate))],
  }
}
