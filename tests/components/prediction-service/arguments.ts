import type { PredictionServiceArgs } from '../../../components/prediction-service/prediction-service-args.ts'

export const DIGEST = `sha256:${'a'.repeat(64)}`
export const KEY_ARN = 'arn:aws:kms:eu-central-1:123456789012:key/platform'
export const DATABASE_SECRET_ARN =
  'arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-1'
export const CLUSTER = {
  clusterName: 'platform',
  arn: 'arn:aws:eks:eu-central-1:123456789012:cluster/platform',
  endpoint: 'https://cluster.example',
  certificateAuthority: 'Q0E=',
  securityGroupId: 'sg-cluster',
}

const SHARED = {
  ownership: { owner: 'ml-platform', environment: 'prod' },
  image: { reference: `registry.example/service@${DIGEST}` },
  institutions: [
    { id: 'ukhd', name: 'Heidelberg University Hospital', location: 'Heidelberg' },
    { id: 'st-mary', name: 'St Mary', location: 'Ulm' },
  ],
  callers: [{ cidr: '10.20.0.0/18' }],
} satisfies Partial<PredictionServiceArgs>

/** On EKS, with RDS and Secrets Manager. */
export const ON_AWS: PredictionServiceArgs = {
  ...SHARED,
  database: {
    host: 'db.example',
    port: 5432,
    databaseName: 'dataspace',
    secretArn: DATABASE_SECRET_ARN,
  },
  databasePeers: [{ cidr: '10.20.128.0/20' }],
  databaseCertificates: '-----BEGIN CERTIFICATE-----\n',
  aws: {
    cluster: CLUSTER,
    region: 'eu-central-1',
    accountId: '123456789012',
    key: { arn: KEY_ARN },
  },
  monitoring: { namespace: 'monitoring' },
}

/** From a kubeconfig alone: database and secret in the same cluster. */
export const ON_KUBERNETES: PredictionServiceArgs = {
  ...SHARED,
  callers: [{ namespace: 'ingress-nginx' }],
  database: { host: 'postgres.data.svc', port: 5432, databaseName: 'dataspace' },
  databasePeers: [{ namespace: 'data' }],
  databaseTls: 'disable',
  secretName: 'readmission-secrets',
}
