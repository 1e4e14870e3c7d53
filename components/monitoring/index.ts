/** Alertmanager's configuration: routes, silences of consequences, SNS or a webhook. */
export * from './alertmanager-config.ts'
/** Boards as Grafana reads them. */
export * from './dashboards/dashboard-files.ts'
/** Files that lead a Grafana without a sidecar to Prometheus and the boards. */
export * from './grafana-provisioning.ts'
/** Prometheus, Alertmanager and Grafana on Kubernetes. */
export * from './monitoring.ts'
/** Its arguments. */
export * from './monitoring-args.ts'
/** Configuration of a Prometheus outside Kubernetes. */
export * from './prometheus-config.ts'
/** What rules and alerts are made of. */
export * from './rules/rule.ts'
/** All rules, as groups and as files. */
export * from './rules/rule-groups.ts'
