import type * as pulumi from '@pulumi/pulumi'

/** What endpoint policies are written for. */
export interface EndpointPolicyScope {
  readonly region: string
  readonly accountId: pulumi.Input<string>
  /** ARNs of buckets of other accounts that may be read. */
  readonly readableBucketArns: readonly string[]
  /** Accounts besides ours and EKS's whose images may be pulled. */
  readonly imageAccountIds: readonly string[]
}

/** An IAM policy document whose values may not be known yet. */
export interface EndpointPolicy {
  readonly Version: '2012-10-17'
  readonly Statement: readonly Record<string, unknown>[]
}

/**
 * Accounts that EKS serves its add-ons from, where they are not 602401143452.
 * https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html
 */
const EKS_IMAGE_ACCOUNTS: Readonly<Record<string, string>> = {
  'af-south-1': '877085696533',
  'ap-east-1': '800184023465',
  'ap-east-2': '533267051163',
  'ap-south-2': '900889452093',
  'ap-southeast-3': '296578399912',
  'ap-southeast-4': '491585149902',
  'ap-southeast-5': '151610086707',
  'ap-southeast-6': '333609536671',
  'ap-southeast-7': '121268973566',
  'ca-west-1': '761377655185',
  'eu-central-2': '900612956339',
  'eu-south-1': '590381155156',
  'eu-south-2': '455263428931',
  'il-central-1': '066635153087',
  'me-central-1': '759879836304',
  'me-south-1': '558608220178',
  'mx-central-1': '730335286997',
}
const EKS_IMAGE_ACCOUNT = '602401143452'

const PULL = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:DescribeImages',
  'ecr:GetDownloadUrlForLayer',
]

const allow = (
  sid: string,
  action: string | readonly string[],
  rest: { Resource?: unknown; Condition?: unknown },
) => ({ Sid: sid, Effect: 'Allow', Principal: '*', Action: action, Resource: '*', ...rest })

const onlyAccount = (accountId: pulumi.Input<string>) => ({
  StringEquals: { 'aws:ResourceAccount': accountId },
})

/**
 * The policy of a service's endpoint, or nothing where AWS's default (all) stands because the service
 * holds no data that could be carried to a foreign account. An endpoint policy grants nothing; it
 * bounds what IAM grants.
 */
export function endpointPolicy(
  service: string,
  scope: EndpointPolicyScope,
): EndpointPolicy | undefined {
  if (service === 's3') return { Version: '2012-10-17', Statement: s3Statements(scope) }
  if (service === 'ecr.api' || service === 'ecr.dkr')
    return { Version: '2012-10-17', Statement: imageStatements(scope) }
  if (service === 'dynamodb')
    return {
      Version: '2012-10-17',
      Statement: [allow('OwnTables', 'dynamodb:*', { Condition: onlyAccount(scope.accountId) })],
    }
  return undefined
}

function s3Statements({ region, accountId, readableBucketArns }: EndpointPolicyScope) {
  const read = ['s3:GetObject', 's3:GetObjectVersion']
  return [
    allow('OwnBuckets', 's3:*', { Condition: onlyAccount(accountId) }),
    // Buckets of AWS that hold image layers, packages of Amazon Linux and Session Manager's agent:
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
    // https://docs.aws.amazon.com/linux/al2023/ug/deterministic-upgrades-usage.html
    // https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-minimum-s3-permissions.html
    allow('AwsBuckets', 's3:GetObject', {
      Resource: [
        `arn:aws:s3:::prod-${region}-starport-layer-bucket/*`,
        `arn:aws:s3:::al2023-repos-${region}-de612dc2/*`,
        `arn:aws:s3:::amazon-ssm-${region}/*`,
        `arn:aws:s3:::aws-ssm-${region}/*`,
        `arn:aws:s3:::patch-baseline-snapshot-${region}/*`,
      ],
    }),
    // Where machines answer CloudFormation's wait conditions, by URLs that are presigned:
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-vpce-bucketnames.html
    allow('WaitConditions', 's3:PutObject', {
      Resource: `arn:aws:s3:::cloudformation-waitcondition-${region}/*`,
    }),
    ...(readableBucketArns.length === 0
      ? []
      : [
          allow('ReadableObjects', read, { Resource: readableBucketArns.map((arn) => `${arn}/*`) }),
          allow('ReadableBuckets', 's3:ListBucket', { Resource: [...readableBucketArns] }),
        ]),
  ]
}

function imageStatements({ region, accountId, imageAccountIds }: EndpointPolicyScope) {
  const pullable = [EKS_IMAGE_ACCOUNTS[region] ?? EKS_IMAGE_ACCOUNT, ...imageAccountIds]
  return [
    allow('OwnRepositories', 'ecr:*', { Condition: onlyAccount(accountId) }),
    // A token belongs to no repository; who may ask for one is the caller's account's matter.
    allow('Login', 'ecr:GetAuthorizationToken', {
      Condition: { StringEquals: { 'aws:PrincipalAccount': accountId } },
    }),
    allow('ForeignImages', PULL, {
      Resource: pullable.map((account) => `arn:aws:ecr:${region}:${account}:repository/*`),
    }),
  ]
}
