import type { TrackingArgs } from '../../../components/tracking/tracking-args.ts'
import { DIGEST } from '../pipelines/arguments.ts'

const CLUSTER = {
  clusterName: 'platform',
  arn: 'arn:aws:eks:eu-central-1:123456789012:cluster/platform',
  endpoint: 'https://cluster.example',
  certificateAuthority: 'Q0E=',
  securityGroupId: 'sg-cluster',
}

const SHARED = {
  ownership: { owner: 'ml-platform', environment: 'test' },
  image: { reference: `registry.example/mlflow@${DIGEST}` },
  database: {
    host: 'db.example',
    port: 5432,
    databaseName: 'mlflow',
    user: 'mlflow',
    password: 'database password',
    peers: [{ cidr: '10.20.128.0/20' }],
  },
  callers: [{ namespace: 'readmission' }, { namespace: 'tracking-sign-in' }],
} satisfies Partial<TrackingArgs>

/** On EKS, behind a proxy. */
export const ON_AWS: TrackingArgs = {
  ...SHARED,
  database: { ...SHARED.database, certificates: '-----BEGIN CERTIFICATE-----\n' },
  artifacts: { region: 'eu-central-1', bucket: 'lake', prefix: 'mlflow', keyArn: 'arn:key' },
  aws: { cluster: CLUSTER },
  hostNames: ['mlflow.example.org'],
}

/** From a kubeconfig alone. */
export const ON_KUBERNETES: TrackingArgs = {
  ...SHARED,
  database: { ...SHARED.database, peers: [{ namespace: 'postgres' }] },
  artifacts: {
    endpoint: 'http://objects.storage.svc:7070',
    region: 'us-east-1',
    bucket: 'lake',
    prefix: 'mlflow',
    credentials: { accessKeyId: 'storage key id', secretAccessKey: 'storage key' },
    peers: [{ namespace: 'storage' }],
    port: 7070,
  },
}
