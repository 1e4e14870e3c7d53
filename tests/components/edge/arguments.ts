import type { EdgeArgs } from '../../../components/edge/edge-args.ts'

/** An internal edge with a zone and a certificate of its own. */
export const EDGE: EdgeArgs = {
  ownership: { owner: 'platform', environment: 'prod' },
  region: 'eu-central-1',
  accountId: '123456789012',
  domain: 'dataspace.example.org',
  backend: {
    hostNames: ['predict.dataspace.example.org', 'api.dataspace.example.org'],
    namespace: 'readmission',
    serviceName: 'readmission',
  },
  subnetIds: ['subnet-a', 'subnet-b', 'subnet-c'],
  internalCidrs: ['10.20.0.0/16', '192.0.2.0/24'],
  accessLogs: { bucketName: 'access-logs', arn: 'arn:aws:s3:::access-logs' },
  logKey: { arn: 'arn:aws:kms:eu-central-1:123456789012:key/logs' },
}
