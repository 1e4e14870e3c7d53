import { type AlertCase, container, cpu, memory, quiet, theContainer } from './alert-series.ts'

/** Cases of databases, pods, addresses and certificates. */
export const PLATFORM_CASES: Readonly<Record<string, readonly AlertCase[]>> = {
  DatabaseDown: [
    {
      title: 'postgres_exporter reaches no server',
      series: [['pg_up{namespace="monitoring",instance="db:9187",job="postgres"}', '0x10']],
      at: '2m',
      rings: [
        {
          labels: { namespace: 'monitoring', instance: 'db:9187', job: 'postgres' },
          says: 'The exporter db:9187 in monitoring cannot reach its server.',
        },
      ],
    },
    {
      title: 'an instance of CloudNativePG is down',
      series: [['cnpg_collector_up{namespace="database",instance="10.0.0.1:9187"}', '0x10']],
      at: '2m',
      rings: [
        {
          labels: { namespace: 'database', instance: '10.0.0.1:9187' },
          says: 'The exporter 10.0.0.1:9187 in database cannot reach its server.',
        },
      ],
    },
    quiet('both answer, and port 5432 is no exporter', '9m', [
      ['pg_up{instance="db:9187"}', '1x10'],
      ['cnpg_collector_up{instance="10.0.0.1:9187"}', '1x10'],
      ['up{job="postgres"}', '0x10'],
    ]),
  ],
  HighDatabaseConnections: [
    {
      title: '90 of 100 connections are in use, over two databases',
      series: [
        ['pg_stat_database_numbackends{job="postgres",instance="db:9187",datname="a"}', '50x10'],
        ['pg_stat_database_numbackends{job="postgres",instance="db:9187",datname="b"}', '40x10'],
        ['pg_settings_max_connections{job="postgres",instance="db:9187"}', '100x10'],
      ],
      at: '6m',
      rings: [
        {
          labels: { job: 'postgres', instance: 'db:9187' },
          says: '90% of the connections of db:9187 are in use.',
        },
      ],
    },
    {
      title: 'CloudNativePG tells the same',
      series: [
        ['cnpg_backends_total{namespace="database",pod="db-1",datname="a",state="idle"}', '85x10'],
        [
          'cnpg_pg_settings_setting{namespace="database",pod="db-1",name="max_connections"}',
          '100x10',
        ],
      ],
      at: '6m',
      rings: [
        {
          labels: { namespace: 'database', pod: 'db-1' },
          says: '85% of the connections of db-1 are in use.',
        },
      ],
    },
    quiet('100 of 1,000 are in use', '9m', [
      ['pg_stat_database_numbackends{job="postgres",instance="db:9187",datname="a"}', '100x10'],
      ['pg_settings_max_connections{job="postgres",instance="db:9187"}', '1000x10'],
    ]),
  ],
  BackupMissing: [
    {
      title: 'a database has never had a backup',
      series: [
        [
          'barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{namespace="database",pod="db-1"}',
          '0x80',
        ],
      ],
      every: '1h',
      at: '38h',
      rings: [
        {
          labels: { namespace: 'database' },
          says: 'The newest backup in database is 1d 14h 0m 0s old; 36 h are allowed.',
        },
      ],
    },
    {
      title: 'a backup job has not succeeded since',
      series: [
        [
          'kube_cronjob_status_last_successful_time{namespace="database",cronjob="main-backup"}',
          '0x80',
        ],
      ],
      every: '1h',
      at: '38h',
      rings: [
        {
          labels: { namespace: 'database', cronjob: 'main-backup' },
          says: 'The newest backup in database is 1d 14h 0m 0s old; 36 h are allowed.',
        },
      ],
    },
    {
      ...quiet('the primary has one of yesterday, and other jobs are no backups', '38h', [
        [
          'barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{namespace="database",pod="db-1"}',
          '43200x80',
        ],
        [
          'barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{namespace="database",pod="db-2"}',
          '0x80',
        ],
        ['kube_cronjob_status_last_successful_time{namespace="x",cronjob="clean-up"}', '0x80'],
      ]),
      every: '1h',
    },
  ],
  HighCPUUsage: [
    {
      title: 'a replica uses 0.9 of its core',
      series: container(cpu('0+54x30'), 'cpu', '1', 'ReplicaSet'),
      at: '20m',
      rings: [
        {
          labels: theContainer,
          says: 'service of readmission/api-1 uses 90% of its limit.',
        },
      ],
    },
    quiet('it uses 0.9 of four cores', '20m', container(cpu('0+54x30'), 'cpu', '4', 'ReplicaSet')),
    quiet('a job uses all it may', '20m', container(cpu('0+60x30'), 'cpu', '1', 'Job')),
  ],
  HighMemoryUsage: [
    {
      title: 'a replica fills its memory',
      series: container(memory('950x30'), 'memory', '1000', 'ReplicaSet'),
      at: '10m',
      rings: [
        {
          labels: theContainer,
          says: 'service of readmission/api-1 uses 95% of its limit; above it is killed.',
        },
      ],
    },
    quiet('it has room', '20m', container(memory('500x30'), 'memory', '1000', 'ReplicaSet')),
    quiet('it has no limit', '20m', [memory('950x30')]),
  ],
  EndpointDown: [
    {
      title: 'an address does not answer',
      series: [['probe_success{job="prober",instance="http://mlflow/health"}', '0x10']],
      at: '6m',
      rings: [
        {
          labels: { job: 'prober', instance: 'http://mlflow/health' },
          says: 'The prober gets no good answer from http://mlflow/health.',
        },
      ],
    },
    quiet('it answers', '9m', [
      ['probe_success{job="prober",instance="http://mlflow/health"}', '1x10'],
    ]),
  ],
  CertificateExpiry: [
    {
      title: 'a certificate ends in ten days',
      series: [['probe_ssl_earliest_cert_expiry{instance="https://a.example"}', '867600x90']],
      at: '60m',
      rings: [
        {
          labels: { instance: 'https://a.example' },
          says: 'That of https://a.example  ends in 10d 0h 0m 0s: its renewal fails.',
        },
      ],
    },
    {
      title: 'cert-manager keeps one that ends in ten days',
      series: [
        [
          'certmanager_certificate_expiration_timestamp_seconds{namespace="database",name="ca"}',
          '867600x90',
        ],
      ],
      at: '60m',
      rings: [
        {
          labels: { namespace: 'database', name: 'ca' },
          says: 'That of  ca ends in 10d 0h 0m 0s: its renewal fails.',
        },
      ],
    },
    quiet('it ends in a month', '60m', [
      ['probe_ssl_earliest_cert_expiry{instance="https://a.example"}', '2592000x90'],
    ]),
  ],
}
