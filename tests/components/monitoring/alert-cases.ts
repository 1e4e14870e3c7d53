/** A time series as promtool writes it, e.g. `['up', '1x10']`. */
export type Series = readonly [selector: string, values: string]

/** What happens, and whether an alert rings about it. */
export interface AlertCase {
  readonly title: string
  readonly series: readonly Series[]
  /** When is asked, from the first sample. */
  readonly at: string
  /** Time between samples and evaluations. @default 1m */
  readonly every?: string
  /** Alerts that ring: their labels beside name and severity, and what they say; empty for none. */
  readonly rings: readonly { readonly labels: Record<string, string>; readonly says: string }[]
}

const JOB = 'job="prediction-service"'
const job = { job: 'prediction-service' }

const up = (instance: string, values: string): Series => [
  `up{${JOB},instance="${instance}"}`,
  values,
]

/** Requests with good and bad answers, each a minute. */
const requests = (good: string, bad: string, endpoint = '/api/v1/predict'): Series[] => [
  [`http_requests_total{${JOB},endpoint="${endpoint}",method="POST",status="200"}`, good],
  [`http_requests_total{${JOB},endpoint="${endpoint}",method="POST",status="503"}`, bad],
]

/** Buckets of a histogram, as many observations a minute below each bound. */
const histogram = (
  name: string,
  labels: string,
  perMinute: Readonly<Record<string, number>>,
): Series[] =>
  Object.entries(perMinute).map(([le, count]) => [
    `${name}_bucket{${JOB},${labels}le="${le}"}`,
    `0+${count}x30`,
  ])

const SECONDS = 'http_request_duration_seconds'
const PREDICT = 'endpoint="/api/v1/predict",method="POST",'
const slow = { '0.05': 10, '0.2': 90, '0.5': 100, '+Inf': 100 }
const quick = { '0.05': 90, '0.2': 99, '0.5': 100, '+Inf': 100 }

/** A container and its limit, in a pod of this owner. */
const container = (used: Series, resource: string, limit: string, owner: string): Series[] => [
  used,
  [
    `kube_pod_container_resource_limits{namespace="readmission",pod="api-1",container="service",resource="${resource}"}`,
    `${limit}x30`,
  ],
  [`kube_pod_owner{namespace="readmission",pod="api-1",owner_kind="${owner}"}`, '1x30'],
]

const OF_CONTAINER = 'namespace="readmission",pod="api-1",container="service"'
const theContainer = { namespace: 'readmission', pod: 'api-1', container: 'service' }
const cpu = (values: string): Series => [
  `container_cpu_usage_seconds_total{${OF_CONTAINER},cpu="total"}`,
  values,
]
const memory = (values: string): Series => [
  `container_memory_working_set_bytes{${OF_CONTAINER}}`,
  values,
]

const quiet = (title: string, at: string, series: readonly Series[]): AlertCase => ({
  title,
  series,
  at,
  rings: [],
})

const replicas = (metric: string, labels: string, values: readonly string[]): Series[] =>
  values.map((value, index) => [`${metric}{${JOB},instance="r${index}"${labels}}`, value])

/** Cases by alert: each has some in which it rings and some in which it must not. */
export const ALERT_CASES: Readonly<Record<string, readonly AlertCase[]>> = {
  APIDown: [
    {
      title: 'no replica answers',
      series: [up('a', '0x10'), up('b', '0x10')],
      at: '3m',
      rings: [
        {
          labels: job,
          says: 'For two minutes no replica could be scraped, or none exists.',
        },
      ],
    },
    {
      title: 'nothing is scraped, as with a monitor that selects nothing',
      series: [['up{job="another"}', '1x10']],
      at: '3m',
      rings: [
        { labels: job, says: 'For two minutes no replica could be scraped, or none exists.' },
      ],
    },
    quiet('one of two answers', '9m', [up('a', '0x10'), up('b', '1x10')]),
    quiet('all are away for a minute', '4m', [up('a', '1 1 0 1 1')]),
  ],
  ReplicaDown: [
    {
      title: 'a replica is away for ten minutes',
      series: [up('a', '0x20'), up('b', '1x20')],
      at: '11m',
      rings: [
        {
          labels: { ...job, instance: 'a' },
          says: 'a could not be scraped for ten minutes.',
        },
      ],
    },
    quiet('a replica starts again', '15m', [up('a', '1 1 0 0 0 0 1x20'), up('b', '1x20')]),
  ],
  HighErrorRate: [
    {
      title: 'one answer in eleven is a failure, of few',
      series: requests('0+10x30', '0+1x30'),
      at: '15m',
      rings: [{ labels: job, says: '9.091% of requests were answered with 5xx.' }],
    },
    quiet('one in a hundred fails, of so many that it is one a second', '15m', [
      ...requests('0+5940x30', '0+60x30'),
    ]),
    quiet('probes fail', '15m', [
      ...requests('0+10x30', '0x30'),
      ...requests('0x30', '0+60x30', '/readyz'),
    ]),
    quiet('nobody asks', '15m', requests('10x30', '5x30')),
  ],
  HighResponseTime: [
    {
      title: 'one request in ten takes longer than 0.2 s',
      series: histogram(SECONDS, PREDICT, slow),
      at: '15m',
      rings: [{ labels: job, says: 'The 95th percentile of the answering time is 350ms.' }],
    },
    quiet('one in a hundred does', '15m', histogram(SECONDS, PREDICT, quick)),
    quiet('only bulk routes are slow', '15m', [
      ...histogram(SECONDS, 'endpoint="/api/v1/ingest/fhir",method="POST",', slow),
      ...histogram(SECONDS, 'endpoint="/api/v1/predict/batch",method="POST",', slow),
    ]),
  ],
  HighPredictionLatency: [
    {
      title: 'the database is slow',
      series: histogram('prediction_duration_seconds', '', {
        '0.5': 10,
        '1': 90,
        '2': 92,
        '+Inf': 100,
      }),
      at: '15m',
      rings: [
        {
          labels: job,
          says: 'From valid input to committed audit row the 95th percentile is 2s.',
        },
      ],
    },
    quiet('one in a hundred is slow', '15m', [
      ...histogram('prediction_duration_seconds', '', {
        '0.5': 90,
        '1': 99,
        '2': 100,
        '+Inf': 100,
      }),
    ]),
  ],
  ErrorBudgetBurnHour: [
    {
      title: '2 % fail for an hour',
      series: requests('0+98x90', '0+2x90'),
      at: '65m',
      rings: [
        {
          labels: job,
          says: '2% of requests failed over 1h; the objective allows 0.1 % a month.',
        },
      ],
    },
    quiet('1 % fail', '65m', requests('0+99x90', '0+1x90')),
    quiet('2 % failed, and no more for ten minutes', '70m', [
      ...requests('0+98x90', '0+2x60 120x30'),
    ]),
  ],
  ErrorBudgetBurnSixHours: [
    {
      title: '0.8 % fail for six hours',
      series: requests('0+4960x90', '0+40x90'),
      every: '5m',
      at: '370m',
      rings: [
        {
          labels: job,
          says: '0.8% of requests failed over 6h; the objective allows 0.1 % a month.',
        },
      ],
    },
    { ...quiet('0.5 % fail', '370m', requests('0+4975x90', '0+25x90')), every: '5m' },
    {
      ...quiet('0.8 % failed, and no more for an hour', '420m', [
        ...requests('0+4960x90', '0+40x72 2880x18'),
      ]),
      every: '5m',
    },
  ],
  ErrorBudgetBurnThreeDays: [
    {
      title: '0.2 % fail for three days',
      series: requests('0+9980x150', '0+20x150'),
      every: '30m',
      at: '74h',
      rings: [
        {
          labels: job,
          says: '0.2% of requests failed over 3d; the objective allows 0.1 % a month.',
        },
      ],
    },
    { ...quiet('0.05 % fail', '74h', requests('0+9995x150', '0+5x150')), every: '30m' },
  ],
  AuditChainBroken: [
    {
      title: 'a replica finds the chain broken',
      series: replicas('audit_chain_intact', '', ['0x10', '1x10']),
      at: '2m',
      rings: [
        {
          labels: job,
          says: 'The last check of the chain found rows missing, altered or added.',
        },
      ],
    },
    quiet('it is whole', '9m', replicas('audit_chain_intact', '', ['1x10', '1x10'])),
    quiet('it was never checked', '9m', [up('a', '1x10')]),
  ],
  AuditCheckMissing: [
    {
      title: 'the last check was 60 hours ago',
      series: replicas('audit_chain_checked_timestamp_seconds', '', ['0x80', '3600x80']),
      every: '1h',
      at: '61h',
      rings: [{ labels: job, says: 'The last check was 2d 12h 0m 0s ago; it runs daily.' }],
    },
    {
      ...quiet('one replica has heard of yesterday’s check', '61h', [
        ...replicas('audit_chain_checked_timestamp_seconds', '', ['0x80', '136800x80']),
      ]),
      every: '1h',
    },
  ],
  PredictionsNotRecorded: [
    {
      title: 'rows cannot be written',
      series: [[`predictions_total{${JOB},status="error",risk_level="LOW"}`, '0+1x20']],
      at: '15m',
      rings: [
        {
          labels: job,
          says: 'About 10 predictions in ten minutes were refused: without a row there is no answer.',
        },
      ],
    },
    quiet('all are written', '15m', [
      [`predictions_total{${JOB},status="success",risk_level="LOW"}`, '0+9x20'],
      [`predictions_total{${JOB},status="error",risk_level="LOW"}`, '3x20'],
    ]),
  ],
  FeatureDrift: [
    {
      title: 'an institution sends older patients, as every replica tells',
      series: [
        ...replicas('feature_psi', ',institution="ukhd",feature="age"', ['0.31x90', '0.31x90']),
        ...replicas('feature_psi', ',institution="ukhd",feature="gender"', ['0.02x90', '0.02x90']),
        ...replicas('drift_detected', ',institution="ukhd",kind="features"', ['1x90', '1x90']),
      ],
      at: '61m',
      rings: [
        {
          labels: { ...job, institution: 'ukhd' },
          says: 'At ukhd the largest stability index of a feature is 0.31.',
        },
      ],
    },
    quiet('the service finds it within its limits', '61m', [
      ...replicas('feature_psi', ',institution="ukhd",feature="age"', ['0.31x90']),
      ...replicas('drift_detected', ',institution="ukhd",kind="features"', ['0x90']),
    ]),
    quiet('another institution drifts, or another thing of it', '61m', [
      ...replicas('feature_psi', ',institution="ukhd",feature="age"', ['0.31x90']),
      ...replicas('drift_detected', ',institution="dkfz",kind="features"', ['1x90']),
      ...replicas('drift_detected', ',institution="ukhd",kind="calibration"', ['1x90']),
    ]),
  ],
  CalibrationDrift: [
    {
      title: 'probabilities are too extreme at one institution',
      series: [
        ...replicas('calibration_slope', ',institution="dkfz"', ['0.6x90', '0.6x90']),
        ...replicas('drift_detected', ',institution="dkfz",kind="calibration"', ['1x90', '1x90']),
      ],
      at: '61m',
      rings: [
        {
          labels: { ...job, institution: 'dkfz' },
          says: 'At dkfz the slope of recalibration is 0.60; 1 is right.',
        },
      ],
    },
    quiet('they may be, with too few outcomes to be sure', '61m', [
      ...replicas('calibration_slope', ',institution="dkfz"', ['0.6x90']),
      ...replicas('drift_detected', ',institution="dkfz",kind="calibration"', ['0x90']),
    ]),
  ],
  DriftCheckMissing: [
    {
      title: 'the last check was 60 hours ago',
      series: replicas('drift_checked_timestamp_seconds', '', ['3600x80']),
      every: '1h',
      at: '61h',
      rings: [{ labels: job, says: 'The last check was 2d 12h 0m 0s ago; it runs daily.' }],
    },
    {
      ...quiet('it was yesterday', '61h', [
        ...replicas('drift_checked_timestamp_seconds', '', ['136800x80']),
      ]),
      every: '1h',
    },
  ],
  ModelSourceUnhealthy: [
    {
      title: 'one replica cannot follow MLflow',
      series: replicas('model_source_healthy', '', ['1x30', '0x30']),
      at: '16m',
      rings: [
        {
          labels: job,
          says: 'For 15 minutes a replica could not follow MLflow; it goes on serving the last good model.',
        },
      ],
    },
    quiet('MLflow restarts', '25m', replicas('model_source_healthy', '', ['1 0x10 1x20'])),
    quiet('there is no MLflow', '25m', [up('a', '1x30')]),
  ],
  ReplicasServeDifferentModels: [
    {
      title: 'a replica stays with the old model',
      series: [
        ...replicas('model_info', ',sha256="a",name="m",version="1"', ['1x20']),
        ...replicas('model_info', ',sha256="b",name="m",version="2"', ['1x20']),
      ],
      at: '6m',
      rings: [
        {
          labels: job,
          says: '2 models are in service; replicas follow each other within 15 s.',
        },
      ],
    },
    quiet('all serve one', '9m', [
      ...replicas('model_info', ',sha256="a",name="m",version="1"', ['1x20', '1x20']),
    ]),
  ],
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
