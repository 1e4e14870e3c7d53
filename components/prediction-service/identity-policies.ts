import * as pulumi from '@pulumi/pulumi'
import type { PredictionAws } from './prediction-service-args.ts'

/** Pods that may take a role: those of one service account. */
export interface PodIdentity {
  readonly aws: PredictionAws
  readonly namespace: string
  readonly serviceAccount: string
}

/**
 * Trust policy for EKS Pod Identity, for one service account of one cluster.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
export function podTrust({ aws, namespace, serviceAccount }: PodIdentity): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'pods.eks.amazonaws.com' },
        Action: ['sts:AssumeRole', 'sts:TagSession'],
        Condition: {
          StringEquals: {
            'aws:SourceAccount': aws.accountId,
            'aws:RequestTag/kubernetes-namespace': namespace,
            'aws:RequestTag/kubernetes-service-account': serviceAccount,
          },
          ArnEquals: { 'aws:SourceArn': aws.cluster.arn },
        },
      },
    ],
  })
}

/** Policy to read exactly these secrets, and to decrypt with their keys through Secrets Manager alone. */
export function readSecrets(on: {
  readonly region: string
  readonly secretArns: readonly pulumi.Input<string>[]
  readonly keyArns: readonly pulumi.Input<string>[]
}): pulumi.Output<string> {
  const unique = pulumi.all([...on.keyArns]).apply((arns) => [...new Set(arns)])
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReadOwnSecrets',
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Resource: [...on.secretArns],
      },
      {
        Sid: 'DecryptThem',
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: unique,
        Condition: {
          StringEquals: { 'kms:ViaService': `secretsmanager.${on.region}.amazonaws.com` },
        },
      },
    ],
  })
}
