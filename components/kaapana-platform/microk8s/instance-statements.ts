import type * as pulumi from '@pulumi/pulumi'
import { METRICS } from './scripts/script.ts'

/** What the instance's rights are bounded by. */
export interface InstanceScope {
  readonly region: string
  /** Repositories of the release. */
  readonly repositoriesArn: pulumi.Input<string>
  readonly secretArns: pulumi.Input<string>[]
  readonly secretsKeyArn: pulumi.Input<string>
  readonly parameterArn: pulumi.Input<string>
  readonly documentArn: pulumi.Input<string>
  readonly logGroupArn: pulumi.Input<string>
}

const allow = (
  Sid: string,
  Action: readonly string[],
  Resource: pulumi.Input<string> | pulumi.Input<string>[],
) => ({ Sid, Effect: 'Allow', Action, Resource })

/**
 * What the machine needs: pull, read its secrets and what is wanted of it, tell how it goes, and be
 * reached by Session Manager.
 */
export const instanceStatements = (scope: InstanceScope) => [
  ...reading(scope),
  allow('Log', ['logs:CreateLogStream', 'logs:PutLogEvents'], scope.logGroupArn),
  {
    ...allow('Measure', ['cloudwatch:PutMetricData'], '*'),
    Condition: { StringEquals: { 'cloudwatch:namespace': METRICS } },
  },
  // These know no resources.
  allow('BeReached', SESSION_MANAGER, '*'),
]

const reading = (scope: InstanceScope) => [
  allow('Login', ['ecr:GetAuthorizationToken'], '*'),
  allow('Pull', PULL, scope.repositoriesArn),
  allow('ReadSecrets', ['secretsmanager:GetSecretValue'], scope.secretArns),
  {
    ...allow('DecryptSecrets', ['kms:Decrypt'], scope.secretsKeyArn),
    Condition: {
      StringEquals: { 'kms:ViaService': `secretsmanager.${scope.region}.amazonaws.com` },
    },
  },
  allow('ReadWhatIsWanted', ['ssm:GetParameter'], scope.parameterArn),
  allow('ReadScripts', ['ssm:GetDocument'], scope.documentArn),
]

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer']

/**
 * Not AmazonSSMManagedInstanceCore, which reads every parameter of the account.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-add-permissions-to-existing-profile.html
 */
const SESSION_MANAGER = [
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
]

/**
 * What Data Lifecycle Manager needs for snapshots of one volume, which carry its tags; its managed
 * policy has every volume and snapshot.
 * https://docs.aws.amazon.com/ebs/latest/userguide/dlm-prerequisites.html
 */
export const snapshotStatements = (scope: {
  readonly region: string
  readonly volumeArn: pulumi.Input<string>
  /** Tag and value that volume and snapshots have. */
  readonly tag: readonly [string, string]
}) => {
  const [key, value] = scope.tag
  const snapshots = `arn:aws:ec2:${scope.region}::snapshot/*`
  return [
    allow('Find', ['ec2:DescribeSnapshots', 'ec2:DescribeTags', 'ec2:DescribeVolumes'], '*'),
    allow('CreateOf', ['ec2:CreateSnapshot'], scope.volumeArn),
    allow('Create', ['ec2:CreateSnapshot'], snapshots),
    {
      ...allow('Tag', ['ec2:CreateTags'], snapshots),
      Condition: { StringEquals: { 'ec2:CreateAction': 'CreateSnapshot' } },
    },
    {
      ...allow('Delete', ['ec2:DeleteSnapshot'], snapshots),
      Condition: { StringEquals: { [`aws:ResourceTag/${key}`]: value } },
    },
  ]
}
