import * as pulumi from '@pulumi/pulumi'
import type { WorkloadIdentityStatement } from './statements.ts'

/** Reading exactly these secrets, and decrypting with their keys through Secrets Manager alone. */
export function readSecrets(on: {
  readonly region: string
  readonly secretArns: readonly pulumi.Input<string>[]
  readonly keyArns: readonly pulumi.Input<string>[]
}): pulumi.Output<WorkloadIdentityStatement[]> {
  return pulumi
    .all([pulumi.all([...on.secretArns]), pulumi.all([...on.keyArns])])
    .apply(([secrets, keys]): WorkloadIdentityStatement[] => [
      {
        sid: 'ReadOwnSecrets',
        actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        resources: secrets,
      },
      {
        sid: 'DecryptThem',
        actions: ['kms:Decrypt'],
        resources: [...new Set(keys)],
        conditions: [
          {
            operator: 'StringEquals',
            key: 'kms:ViaService',
            values: [`secretsmanager.${on.region}.amazonaws.com`],
          },
        ],
      },
    ])
}
