import type { PipelinesArgs } from '../../../components/pipelines/pipelines-args.ts'

export const DIGEST = `sha256:${'a'.repeat(64)}`

const CLUSTER = {
  clusterName: 'platform',
  arn: 'arn:aws:eks:eu-central-1:123456789012:cluster/platform',
  endpoint: 'https://cluster.example',
  certificateAuthority: 'Q0E=',
  securityGroupId: 'sg-cluster',
}

const SHARED = {
  ownership: { owner: 'ml-platform', environment: 'test' },
  image: { reference: `registry.example/airflow@${DIGEST}` },
  database: {
    host: 'db.example',
    port: 5432,
    databaseName: 'airflow',
    user: 'airflow',
    password: 'database password',
    peers: [{ cidr: '10.20.128.0/20' }],
  },
  tasks: { image: { reference: `registry.example/pipeline@${DIGEST}` } },
} satisfies Partial<PipelinesArgs>

/** On EKS, with sign-in and everything else that can be given. */
export const ON_AWS: PipelinesArgs = {
  ...SHARED,
  database: { ...SHARED.database, certificates: '-----BEGIN CERTIFICATE-----\n' },
  logs: { region: 'eu-central-1', bucket: 'lake', prefix: 'airflow-logs', keyArn: 'arn:key' },
  aws: { cluster: CLUSTER },
  tasks: {
    ...SHARED.tasks,
    statements: [
      {
        sid: 'ReadAccepted',
        actions: ['s3:GetObject'],
        resources: ['arn:aws:s3:::fhir/accepted/*'],
      },
    ],
    environment: { MLFLOW_TRACKING_URI: 'http://tracking.tracking.svc:5000' },
  },
  address: {
    hostName: 'airflow.example.org',
    callers: [{ cidr: '10.20.0.0/18' }],
    signIn: {
      issuer: 'https://sso.example.org/realms/hospital',
      clientId: 'airflow',
      clientSecret: 'client secret',
      allowedGroups: ['ml-team', 'ml-admins'],
    },
    adminGroups: ['ml-admins'],
  },
  egress: [{ name: 'tracking', to: [{ namespace: 'tracking' }], port: 5000 }],
}

/** From a kubeconfig alone, without sign-in. */
export const ON_KUBERNETES: PipelinesArgs = {
  ...SHARED,
  database: { ...SHARED.database, peers: [{ namespace: 'postgres' }] },
  logs: {
    endpoint: 'http://objects.storage.svc:7070',
    region: 'us-east-1',
    bucket: 'lake',
    prefix: 'airflow-logs',
    credentials: { accessKeyId: 'storage key id', secretAccessKey: 'storage key' },
    peers: [{ namespace: 'storage' }],
    port: 7070,
  },
}
