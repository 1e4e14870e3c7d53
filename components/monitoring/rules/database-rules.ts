import { alertOf, type RuleGroup, type RuleSettings } from './rule.ts'

/** Share of the allowed connections in use, as postgres_exporter and as CloudNativePG tell it. */
const CONNECTIONS = [
  'sum by (namespace, job, instance) (pg_stat_database_numbackends) / on (namespace, job, instance) max by (namespace, job, instance) (pg_settings_max_connections)',
  'sum by (namespace, pod) (cnpg_backends_total) / on (namespace, pod) max by (namespace, pod) (cnpg_pg_settings_setting{name="max_connections"})',
]

/** Newest backup by source; 0 where a database has never had one. */
const BACKUPS = [
  'max by (namespace) (barman_cloud_cloudnative_pg_io_last_available_backup_timestamp)',
  'max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{cronjob=~".+-backup"})',
]

/**
 * The databases: the original's `DatabaseDown` and `HighDatabaseConnections`, from exporters instead of
 * port 5432, and backups. RDS, its connections and its backups are watched by CloudWatch (`Database`).
 */
export function databaseRules(settings: RuleSettings): RuleGroup {
  const age = BACKUPS.map((newest) => `time() - ${newest} > ${settings.backupHours * 3600}`)
  return {
    name: 'dataspace.database',
    rules: [
      alertOf(settings, 'DatabaseDown', {
        expr: 'pg_up == 0 or cnpg_collector_up == 0',
        for: '1m',
        severity: 'critical',
        summary: 'A PostgreSQL server does not answer',
        description:
          'The exporter {{ $labels.instance }} in {{ $labels.namespace }} cannot reach its server.',
      }),
      // A share of what the server allows, whatever the database is called.
      alertOf(settings, 'HighDatabaseConnections', {
        expr: CONNECTIONS.map((share) => `${share} > 0.8`).join(' or '),
        for: '5m',
        severity: 'warning',
        summary: 'A PostgreSQL server runs out of connections',
        description:
          '{{ $value | humanizePercentage }} of the connections of {{ $labels.pod }}{{ $labels.instance }} are in use.',
      }),
      alertOf(settings, 'BackupMissing', {
        expr: age.join(' or '),
        for: '15m',
        severity: 'critical',
        summary: 'A database has no recent backup',
        description: `The newest backup in {{ $labels.namespace }} is {{ $value | humanizeDuration }} old; ${settings.backupHours} h are allowed.`,
      }),
    ],
  }
}
