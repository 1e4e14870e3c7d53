/** How fast somebody has to look: `critical` now, `warning` within the working day. */
export type Severity = 'critical' | 'warning'

/** A rule that writes the answer of an expression back as a metric. */
export interface RecordingRule {
  /** Name by the convention `level:metric:operations`, https://prometheus.io/docs/practices/rules/. */
  readonly record: string
  readonly expr: string
}

/** A rule that rings while its expression has an answer. */
export interface AlertingRule {
  readonly alert: string
  readonly expr: string
  /** How long the expression must have held, e.g. `5m`. */
  readonly for: string
  readonly labels: { readonly severity: Severity }
  readonly annotations: {
    readonly summary: string
    readonly description: string
    readonly runbook_url: string
  }
}

/** Rules that are evaluated one after the other, so that later ones may use earlier records. */
export interface RuleGroup {
  readonly name: string
  readonly interval?: string
  readonly rules: readonly (RecordingRule | AlertingRule)[]
}

/** What rules depend on beside the metrics; see {@link RULE_DEFAULTS}. */
export interface RuleSettings {
  /** Namespaces whose pods are watched for CPU and memory; empty for all. */
  readonly namespaces: readonly string[]
  /**
   * Where docs/runbooks is to be read, e.g. `https://git.hospital.example/dataspace/docs/runbooks`; an
   * alert's page is `<base>/<alert in kebab-case>.md`.
   */
  readonly runbooks: string
  /** Hours after which a database without a new backup is reported. */
  readonly backupHours: number
  /** Hours after which a missing check of drift or of the audit trail is reported. */
  readonly checkHours: number
  /** Days before its end at which a certificate is reported. */
  readonly certificateDays: number
}

/** Settings of rules that name none. */
export const RULE_DEFAULTS: RuleSettings = {
  namespaces: [],
  // The folder of the repository: where it is hosted, only the institution knows.
  runbooks: 'docs/runbooks',
  // A daily backup that is late by half a day.
  backupHours: 36,
  // Both checks run daily.
  checkHours: 50,
  // ACM and cert-manager renew 60 and 30 days ahead: at 14 the renewal has failed for weeks.
  certificateDays: 14,
}

/** The job of the service: the label of its Service on Kubernetes, the name of the job elsewhere. */
export const SERVICE_JOB = 'prediction-service'

/** Routes that probes ask and paths that do not exist: nobody's requests. */
export const NO_REQUESTS = '/livez|/readyz|/health|unmatched|preflight'

/** What a rule says beside its expression. */
export interface AlertText {
  readonly for: string
  readonly severity: Severity
  readonly summary: string
  readonly description: string
}

/** An alert with the address of its runbook. */
export function alertOf(
  { runbooks }: Pick<RuleSettings, 'runbooks'>,
  name: string,
  { expr, for: duration, severity, summary, description }: AlertText & { readonly expr: string },
): AlertingRule {
  return {
    alert: name,
    expr,
    for: duration,
    labels: { severity },
    annotations: { summary, description, runbook_url: `${runbooks}/${runbookOf(name)}` },
  }
}

/** File of an alert's runbook, e.g. `high-cpu-usage.md` of `HighCPUUsage`. */
export function runbookOf(alert: string): string {
  const words = alert
    .replaceAll(/([a-z\d])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
  return `${words.toLowerCase()}.md`
}

/** True of a rule that rings. */
export const isAlert = (rule: RecordingRule | AlertingRule): rule is AlertingRule => 'alert' in rule
