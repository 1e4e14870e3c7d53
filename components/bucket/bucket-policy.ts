/** AWS services that write into a bucket on their own, each by a statement of the bucket's policy. */
export const BucketWriter = {
  /** Access logs of other buckets; S3 asks for S3-managed encryption and no object lock. */
  S3AccessLogs: 's3-access-logs',
  /** Access logs of application load balancers; they ask for S3-managed encryption. */
  LoadBalancerLogs: 'load-balancer-logs',
  /** Flow logs, WAF logs and other logs that AWS delivers. */
  LogDelivery: 'log-delivery',
  CloudTrail: 'cloudtrail',
  /** Snapshots and history of AWS Config. */
  Config: 'config',
} as const
export type BucketWriter = (typeof BucketWriter)[keyof typeof BucketWriter]

/** What a bucket's policy depends on, with everything known. */
export interface BucketPolicyInput {
  /** ARN of the bucket. */
  readonly arn: string
  /** ARN of its KMS key; undefined when S3 manages the key. */
  readonly keyArn?: string | undefined
  /** Account of the writers. */
  readonly accountId: string
  readonly writers: readonly BucketWriter[]
}

/** One statement of a bucket policy, as it is written into JSON. */
export interface BucketStatement {
  readonly Sid: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal: '*' | { readonly Service: string }
  readonly Action: string
  readonly Resource: string | readonly string[]
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>
}

const PRINCIPALS: Readonly<Record<BucketWriter, string>> = {
  [BucketWriter.S3AccessLogs]: 'logging.s3.amazonaws.com',
  [BucketWriter.LoadBalancerLogs]: 'logdelivery.elasticloadbalancing.amazonaws.com',
  [BucketWriter.LogDelivery]: 'delivery.logs.amazonaws.com',
  [BucketWriter.CloudTrail]: 'cloudtrail.amazonaws.com',
  [BucketWriter.Config]: 'config.amazonaws.com',
}

/** Writers for which S3 and load balancers take no customer-managed key. */
export const S3_MANAGED_ONLY: readonly BucketWriter[] = [
  BucketWriter.S3AccessLogs,
  BucketWriter.LoadBalancerLogs,
]

/**
 * A bucket's policy: no request without TLS 1.2, no object under another key than the bucket's, and
 * the given services of the account as writers. It allows nothing to anybody else: people and roles
 * are admitted by IAM policies of their own.
 */
export function bucketPolicy(input: BucketPolicyInput) {
  const { arn, keyArn } = input
  const all = [arn, `${arn}/*`]
  const Statement: BucketStatement[] = [
    deny('DenyInsecureTransport', all, { Bool: { 'aws:SecureTransport': 'false' } }),
    deny('DenyOldTls', all, { NumericLessThan: { 's3:TlsVersion': '1.2' } }),
    ...(keyArn === undefined ? [] : encryptionStatements(arn, keyArn)),
    ...[...new Set(input.writers)].sort().flatMap((writer) => writerStatements(writer, input)),
  ]
  return { Version: '2012-10-17', Statement }
}

const deny = (
  Sid: string,
  Resource: BucketStatement['Resource'],
  Condition: NonNullable<BucketStatement['Condition']>,
): BucketStatement => ({ Sid, Effect: 'Deny', Principal: '*', Action: 's3:*', Resource, Condition })

/**
 * An upload may say nothing about encryption (then the bucket's default applies), or name the bucket's
 * key by ARN: with another one its objects would escape the key that isolates an institution.
 * A negated operator also matches a missing header, hence `Null`.
 */
function encryptionStatements(arn: string, keyArn: string): BucketStatement[] {
  const algorithm = 's3:x-amz-server-side-encryption'
  const key = 's3:x-amz-server-side-encryption-aws-kms-key-id'
  const objects = `${arn}/*`
  const unless = (Sid: string, header: string, value: string): BucketStatement => ({
    ...deny(Sid, objects, {
      Null: { [header]: 'false' },
      StringNotEquals: { [header]: value },
    }),
    Action: 's3:PutObject',
  })
  return [unless('DenyOtherEncryption', algorithm, 'aws:kms'), unless('DenyOtherKeys', key, keyArn)]
}

function writerStatements(
  writer: BucketWriter,
  { arn, accountId }: BucketPolicyInput,
): BucketStatement[] {
  const title = writer.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())
  const allow = (act: 'Check' | 'Write', Resource: string, conditions: Record<string, string>) => {
    const Action = act === 'Check' ? 's3:GetBucketAcl' : 's3:PutObject'
    const Principal = { Service: PRINCIPALS[writer] }
    const statement = {
      Sid: `${title}${act}`,
      Effect: 'Allow' as const,
      Principal,
      Action,
      Resource,
    }
    return Object.keys(conditions).length === 0
      ? statement
      : { ...statement, Condition: { StringEquals: conditions } }
  }
  const ours = { 'aws:SourceAccount': accountId }
  const objects = `${arn}/*AWSLogs/${accountId}/*`
  if (writer === BucketWriter.S3AccessLogs) return [allow('Write', `${arn}/*`, ours)]
  // Load balancers put the account into the path themselves, and tell no source.
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
  if (writer === BucketWriter.LoadBalancerLogs) return [allow('Write', objects, {})]
  const controlled = { ...ours, 's3:x-amz-acl': 'bucket-owner-full-control' }
  return [allow('Check', arn, ours), allow('Write', objects, controlled)]
}
