/**
 * AWS services that encrypt with a key, and by that the statements its policy needs.
 *
 * `via` services act with the caller's rights: the key policy lets the account's IAM policies decide,
 * for calls that come through that service only. The others call as service principals.
 */
export const KeyService = {
  /** Volumes of instances and of Kubernetes, Auto Scaling groups included. */
  Ebs: 'ebs',
  Efs: 'efs',
  Rds: 'rds',
  S3: 's3',
  SecretsManager: 'secretsmanager',
  Ssm: 'ssm',
  Sns: 'sns',
  Sqs: 'sqs',
  Ecr: 'ecr',
  /** Envelope encryption of Kubernetes secrets. */
  Eks: 'eks',
  Lambda: 'lambda',
  Backup: 'backup',
  /** CloudWatch log groups. */
  Logs: 'logs',
  /** Trails, bound to trails of the same account. */
  CloudTrail: 'cloudtrail',
  /** Flow logs and other logs that AWS delivers to a bucket. */
  LogDelivery: 'log-delivery',
  /** Alarms that publish to an encrypted topic. */
  CloudWatchAlarms: 'cloudwatch-alarms',
  /** EventBridge rules that send to an encrypted topic or queue. */
  EventBridge: 'eventbridge',
  /** RDS events that are published to an encrypted topic. */
  RdsEvents: 'rds-events',
  /** AWS Budgets that publish to an encrypted topic. */
  Budgets: 'budgets',
} as const
export type KeyService = (typeof KeyService)[keyof typeof KeyService]

/** One statement of a policy, as it is written into JSON. */
export interface PolicyStatement {
  readonly Sid: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal: Readonly<Record<string, string>> | '*'
  readonly Action: readonly string[]
  readonly Resource: string
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** Where a key is: its account, known when the policy is written, and its region. */
export interface KeyPlace {
  readonly accountId: string
  readonly region: string
}

/** Operations that turn plain text into cipher text and back. */
export const USE = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey*',
  'kms:ReEncrypt*',
] as const

/** Host names by which KMS knows the services that act with the caller's rights. */
const VIA: Readonly<Record<string, string>> = {
  [KeyService.Ebs]: 'ec2',
  [KeyService.Efs]: 'elasticfilesystem',
  [KeyService.Rds]: 'rds',
  [KeyService.S3]: 's3',
  [KeyService.SecretsManager]: 'secretsmanager',
  [KeyService.Ssm]: 'ssm',
  [KeyService.Sns]: 'sns',
  [KeyService.Sqs]: 'sqs',
  [KeyService.Ecr]: 'ecr',
  [KeyService.Eks]: 'eks',
  [KeyService.Lambda]: 'lambda',
  [KeyService.Backup]: 'backup',
}

/** Services that go on using the key, through a grant, after the caller's request has ended. */
const GRANTED: ReadonlySet<KeyService> = new Set([
  KeyService.Ebs,
  KeyService.Efs,
  KeyService.Rds,
  KeyService.SecretsManager,
  KeyService.Ecr,
  KeyService.Eks,
  KeyService.Lambda,
  KeyService.Backup,
])

/** Service principals that publish from the account to something encrypted. */
const PUBLISHERS: Readonly<Record<string, string>> = {
  [KeyService.LogDelivery]: 'delivery.logs.amazonaws.com',
  [KeyService.CloudWatchAlarms]: 'cloudwatch.amazonaws.com',
  [KeyService.EventBridge]: 'events.amazonaws.com',
  [KeyService.RdsEvents]: 'events.rds.amazonaws.com',
  [KeyService.Budgets]: 'budgets.amazonaws.com',
}

/** The account: its IAM policies decide, as far as the statement's conditions let them. */
export const account = ({ accountId }: KeyPlace) => ({ AWS: `arn:aws:iam::${accountId}:root` })

/** The statements that let the given services use a key, without doubles. */
export function serviceStatements(
  services: readonly KeyService[],
  place: KeyPlace,
): PolicyStatement[] {
  const distinct = [...new Set(services)].sort()
  return [
    ...viaStatement(distinct, place),
    ...(distinct.some((service) => GRANTED.has(service)) ? [grantStatement(place)] : []),
    ...(distinct.includes(KeyService.Ebs) ? autoScalingStatements(place) : []),
    ...(distinct.includes(KeyService.Logs) ? [logsStatement(place)] : []),
    ...(distinct.includes(KeyService.CloudTrail) ? [trailStatement(place)] : []),
    ...publisherStatement(distinct, place),
  ]
}

function viaStatement(services: readonly KeyService[], place: KeyPlace): PolicyStatement[] {
  const hosts = services.flatMap((service) => {
    const host = VIA[service]
    return host === undefined ? [] : [`${host}.${place.region}.amazonaws.com`]
  })
  if (hosts.length === 0) return []
  return [
    {
      Sid: 'UseThroughServices',
      Effect: 'Allow',
      Principal: account(place),
      Action: USE,
      Resource: '*',
      Condition: { StringEquals: { 'kms:ViaService': hosts } },
    },
  ]
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html: grants for AWS only. */
function grantStatement(place: KeyPlace): PolicyStatement {
  return {
    Sid: 'GrantToServices',
    Effect: 'Allow',
    Principal: account(place),
    Action: ['kms:CreateGrant'],
    Resource: '*',
    Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  }
}

/**
 * The service-linked role of Auto Scaling has no IAM policy for KMS, so the key policy itself must let
 * it in. It is named by condition, since KMS refuses a principal that does not exist yet.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html
 */
function autoScalingStatements({ accountId }: KeyPlace): PolicyStatement[] {
  const roles = `arn:aws:iam::${accountId}:role/aws-service-role`
  const caller = { 'kms:CallerAccount': accountId }
  const named = {
    ArnEquals: {
      'aws:PrincipalArn': [
        `${roles}/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
        // Spot instances outside of groups, e.g. of an ImageBuilder.
        `${roles}/spot.amazonaws.com/AWSServiceRoleForEC2Spot`,
      ],
    },
  }
  return [
    {
      Sid: 'AutoScalingVolumes',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: USE,
      Resource: '*',
      Condition: { StringEquals: caller, ...named },
    },
    {
      Sid: 'AutoScalingGrants',
      Effect: 'Allow',
      Principal: { AWS: '*' },
      Action: ['kms:CreateGrant'],
      Resource: '*',
      Condition: {
        StringEquals: caller,
        ...named,
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      },
    },
  ]
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function logsStatement({ accountId, region }: KeyPlace): PolicyStatement {
  const groups = `arn:aws:logs:${region}:${accountId}:log-group:*`
  return {
    Sid: 'LogGroups',
    Effect: 'Allow',
    Principal: { Service: `logs.${region}.amazonaws.com` },
    Action: USE,
    Resource: '*',
    Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': groups } },
  }
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html */
function trailStatement({ accountId }: KeyPlace): PolicyStatement {
  const trails = `arn:aws:cloudtrail:*:${accountId}:trail/*`
  return {
    Sid: 'Trails',
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: ['kms:DescribeKey', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: {
      StringEquals: { 'aws:SourceAccount': accountId },
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': trails },
    },
  }
}

/**
 * EventBridge sends no source account to KMS: with the condition its messages would be lost silently.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
function publisherStatement(
  services: readonly KeyService[],
  { accountId }: KeyPlace,
): PolicyStatement[] {
  return services.flatMap((service) => {
    const principal = PUBLISHERS[service]
    if (principal === undefined) return []
    return [
      {
        Sid: `Publisher${service.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
        Effect: 'Allow' as const,
        Principal: { Service: principal },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        Resource: '*',
        ...(service !== KeyService.EventBridge && {
          Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
        }),
      },
    ]
  })
}
