import type { DatabaseRolesArgs } from '../../../components/database-roles/database-roles-args.ts'

export const MASTER_ARN = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:rds!db-1'
export const KEY_ARN = 'arn:aws:kms:eu-central-1:123456789012:key/platform'

/** Roles of two tools on a server in RDS. */
export const ROLES: DatabaseRolesArgs = {
  ownership: { owner: 'ml-platform', environment: 'test' },
  server: { host: 'db.example', port: 5432, databaseName: 'dataspace', secretArn: MASTER_ARN },
  roles: ['mlflow', 'airflow'],
  peers: [{ cidr: '10.20.128.0/20' }],
  certificates: '-----BEGIN CERTIFICATE-----\n',
  cluster: {
    clusterName: 'platform',
    arn: 'arn:aws:eks:eu-central-1:123456789012:cluster/platform',
    endpoint: 'https://cluster.example',
    certificateAuthority: 'Q0E=',
    securityGroupId: 'sg-cluster',
  },
  region: 'eu-central-1',
  key: { arn: KEY_ARN },
}
