import { stringify } from 'yaml'

/** What a Prometheus without an operator scrapes and where it sends alerts. */
export interface PrometheusPlace {
  /** Addresses (`host:port`) by job; the service's job is `prediction-service`. */
  readonly targets: Readonly<Record<string, readonly string[]>>
  /** Addresses of Alertmanagers, e.g. `alertmanager:9093`. */
  readonly alertmanagers: readonly string[]
  /** Pattern of the rule files, e.g. `/etc/prometheus/rules/*.yaml`. */
  readonly rules: string
  /**
   * Seconds between two scrapes and two evaluations.
   * @default 15
   */
  readonly everySeconds?: number
  /** Labels of everything that leaves this Prometheus, e.g. `{ environment: 'local' }`. */
  readonly labels?: Readonly<Record<string, string>>
}

/**
 * Configuration of a Prometheus outside Kubernetes, as text; on Kubernetes the operator writes it. Only
 * what Prometheus 2.42 and 3 have in common is used.
 */
export function prometheusConfig(place: PrometheusPlace): string {
  const { targets, alertmanagers, rules, everySeconds = 15, labels = {} } = place
  return stringify({
    global: {
      scrape_interval: `${everySeconds}s`,
      evaluation_interval: `${everySeconds}s`,
      external_labels: labels,
    },
    rule_files: [rules],
    alerting: { alertmanagers: [{ static_configs: [{ targets: alertmanagers }] }] },
    scrape_configs: Object.entries(targets).map(([job, addresses]) => ({
      job_name: job,
      static_configs: [{ targets: addresses }],
    })),
  })
}
