/** Metrics that rules and boards read and that are not the service's own, by who makes them. */
export const EXPORTER_METRICS: Readonly<
  Record<string, { readonly source: string; readonly metrics: readonly string[] }>
> = {
  Prometheus: {
    source: 'https://prometheus.io/docs/concepts/jobs_instances/',
    metrics: ['up'],
  },
  'prom-client, of the service’s process': {
    source: 'https://github.com/siimon/prom-client/tree/v15.1.3/lib/metrics',
    metrics: ['process_cpu_seconds_total', 'process_resident_memory_bytes'],
  },
  'cAdvisor, in the kubelet': {
    source: 'https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md',
    metrics: ['container_cpu_usage_seconds_total', 'container_memory_working_set_bytes'],
  },
  'kube-state-metrics 2.20': {
    source: 'https://github.com/kubernetes/kube-state-metrics/tree/v2.20.0/docs/metrics',
    metrics: [
      'kube_cronjob_status_last_successful_time',
      'kube_pod_container_resource_limits',
      'kube_pod_info',
      'kube_pod_owner',
      'kube_pod_status_phase',
    ],
  },
  'postgres_exporter 0.20': {
    source: 'https://github.com/prometheus-community/postgres_exporter/tree/v0.20.1',
    metrics: ['pg_settings_max_connections', 'pg_stat_database_numbackends', 'pg_up'],
  },
  'CloudNativePG 1.30': {
    source: 'https://cloudnative-pg.io/documentation/current/monitoring/',
    metrics: ['cnpg_backends_total', 'cnpg_collector_up', 'cnpg_pg_settings_setting'],
  },
  'Barman Cloud plugin of CloudNativePG': {
    source: 'https://cloudnative-pg.io/plugin-barman-cloud/docs/observability',
    metrics: ['barman_cloud_cloudnative_pg_io_last_available_backup_timestamp'],
  },
  'blackbox_exporter 0.28': {
    source: 'https://github.com/prometheus/blackbox_exporter/tree/v0.28.0',
    metrics: ['probe_ssl_earliest_cert_expiry', 'probe_success'],
  },
  'cert-manager': {
    source: 'https://cert-manager.io/docs/devops-tips/prometheus-metrics/',
    metrics: ['certmanager_certificate_expiration_timestamp_seconds'],
  },
}
