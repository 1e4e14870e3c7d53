import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { BucketRef } from '../bucket/bucket-ref.ts'
import type { KeyRef } from '../keys/key-ref.ts'
import type { NetworkRef } from '../network/network-ref.ts'
import { type Ownership, tagsOf } from '../ownership.ts'
import { LAMBDA_NODEJS_RUNTIME } from '../versions.ts'
import { createAlarms } from './alarms.ts'
import { type FhirIntakePlan, planFhirIntake } from './plan-fhir-intake.ts'
import { executionPolicy, executionTrust } from './policy.ts'
import { createDelivery, type Delivery } from './queues.ts'

/** Beginnings of object keys; each is a folder and ends in `/`, none lies within another. */
export interface FhirIntakePrefixes {
  /**
   * Uploads: `<uploads><institution>/<any name>.json` or `.ndjson`.
   * @default "fhir/"
   */
  uploads?: string
  /**
   * Accepted records, de-identified, one a line.
   * @default "accepted/"
   */
  accepted?: string
  /**
   * Refused records: position and reasons, one a line.
   * @default "rejected/"
   */
  rejected?: string
  /**
   * One report for each file.
   * @default "reports/"
   */
  reports?: string
}

/** What a FhirIntake is made of. */
export interface FhirIntakeArgs {
  /** Who answers for the intake. */
  ownership: Ownership
  /** Region that everything is in, e.g. `eu-central-1`. */
  region: string
  /** Bucket that institutions upload to. It must send its events to EventBridge. */
  bucket: BucketRef
  /**
   * Bucket for the results.
   * @default the bucket of the uploads
   */
  results?: BucketRef
  /** The function's files by their path in its archive: what `bundleFhirIntake(folder)` returns. */
  code: Record<string, string>
  /** Ids of the institutions that may upload, e.g. `ukhd`. */
  institutions: string[]
  /**
   * ARN of the secret that pseudonyms are made with: the prediction service's AUDIT_KEY, so that a
   * patient has one pseudonym in both. At least 32 bytes.
   */
  pseudonymSecretArn: pulumi.Input<string>
  /**
   * Member of the secret, where it is JSON.
   * @default the whole secret
   */
  pseudonymSecretField?: string
  /** ARN of the customer's key that encrypts the secret, if one does. */
  pseudonymSecretKeyArn?: pulumi.Input<string>
  /** Key that encrypts the log; its policy must admit CloudWatch Logs. */
  key: KeyRef
  /**
   * Name of the function's role, when a key policy has to name it beforehand.
   * @default made up by Pulumi
   */
  roleName?: string
  /** ARN of the SNS topic that alarms go to. */
  alarmTopicArn: pulumi.Input<string>
  /** Where uploads come from and results go. */
  prefixes?: FhirIntakePrefixes
  /**
   * Memory in MB; processor time grows with it. A list or Bundle is limited to 10 MiB, NDJSON is
   * streamed.
   * @default 512
   */
  memoryMegabytes?: number
  /**
   * Disk in MB, on which results lie until they are whole; at least twice maxFileMegabytes.
   * @default 1024
   */
  storageMegabytes?: number
  /**
   * Seconds for one file, which holds 50,000 records at most.
   * @default 300
   */
  timeoutSeconds?: number
  /**
   * Largest file in MB; a larger one is refused with a report.
   * @default 256
   */
  maxFileMegabytes?: number
  /**
   * Files taken in at the same time, at least 2.
   * @default 5
   */
  concurrency?: number
  /**
   * Reserve that concurrency, so that nothing else in the account can use it up. Impossible in new
   * accounts, whose whole concurrency is 10.
   * @default true
   */
  reserveConcurrency?: boolean
  /**
   * Times that a file is tried before its message goes to the dead letters.
   * @default 5
   */
  attempts?: number
  /**
   * Days that logs are kept, as CloudWatch allows.
   * @default 400
   */
  logRetentionDays?: number
  /**
   * Network whose private subnets the function runs in. It must reach S3, Secrets Manager and
   * CloudWatch Logs, by endpoints or NAT.
   * @default Lambda's own network
   */
  network?: NetworkRef
  /**
   * Guard the queues, which may hold news of files, against deletion.
   * @default false
   */
  protect?: boolean
}

/**
 * Takes in FHIR files that institutions upload: each record is validated and de-identified by the
 * code of the prediction service's ingest route; accepted records, refused ones with reasons, and a
 * report go to the results' bucket under keys made of the upload's key and version.
 *
 * Makes an EventBridge rule and target, a queue with dead letters and their policies, a Lambda
 * function (Node.js, arm64) with its role, policy and log group, the event source, six alarms, and a
 * security group in a network.
 *
 * Monthly cost at defaults: 0.60 USD for the alarms (6 × 0.10) and 0.90 for custom metrics in use (3 × 0.30;
 * list prices of the CloudWatch pricing page); Lambda, queue and logs by use.
 *
 * Nothing is lost: S3 delivers at least once, the rule retries for 24 hours, the queue keeps for 14
 * days, a file is tried several times, and what then remains are dead letters with an alarm. A
 * repetition writes the same bytes to the same keys.
 *
 * It does not switch on the bucket's events (`eventBridge` of Bucket), delete uploads (the bucket's
 * lifecycle does), or put records into the service's database.
 *
 * @example
 * new FhirIntake('fhir', {
 *   ownership: { owner: 'data', environment: 'prod', dataClass: DataClass.Phi },
 *   region: 'eu-central-1', bucket: lake, key: { arn: logKeyArn },
 *   code: await bundleFhirIntake('.cache/fhir-intake'), institutions: ['dkfz', 'ukhd'],
 *   pseudonymSecretArn: secretArn, pseudonymSecretField: 'AUDIT_KEY', alarmTopicArn: topicArn,
 * })
 */
export class FhirIntake extends pulumi.ComponentResource {
  /** Name of the function. */
  readonly functionName: pulumi.Output<string>
  /** ARN of the function. */
  readonly functionArn: pulumi.Output<string>
  /** ARN of the role it runs under: what key and bucket policies must admit. */
  readonly roleArn: pulumi.Output<string>
  /** URL of the queue. */
  readonly queueUrl: pulumi.Output<string>
  /** URL of the queue of dead letters; redrive from it once the cause is gone. */
  readonly deadLetterQueueUrl: pulumi.Output<string>
  /** Name of the log group. */
  readonly logGroupName: pulumi.Output<string>

  constructor(name: string, args: FhirIntakeArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planFhirIntake(name, args)
    super('dataspace:index:FhirIntake', name, {}, opts)
    const made = { name, args, plan, parent: this }
    const delivery = createDelivery(made)
    const logGroup = createLogGroup(made)
    const execution = createRole(made, { queueArn: delivery.queue.arn, logGroupArn: logGroup.arn })
    const lambda = createFunction(made, { ...execution, logGroup })
    createEventSource(made, { lambda, delivery, attachments: execution.attachments })
    createAlarms(
      { name, parent: this, ownership: args.ownership, topicArn: args.alarmTopicArn },
      {
        functionName: lambda.name,
        queueName: delivery.queue.name,
        deadLetterQueueName: delivery.deadLetters.name,
        ruleName: delivery.rule.name,
        timeoutSeconds: plan.timeoutSeconds,
      },
    )
    this.functionName = lambda.name
    this.functionArn = lambda.arn
    this.roleArn = execution.role.arn
    this.queueUrl = delivery.queue.url
    this.deadLetterQueueUrl = delivery.deadLetters.url
    this.logGroupName = logGroup.name
    this.registerOutputs({
      functionName: this.functionName,
      functionArn: this.functionArn,
      roleArn: this.roleArn,
      queueUrl: this.queueUrl,
      deadLetterQueueUrl: this.deadLetterQueueUrl,
      logGroupName: this.logGroupName,
    })
  }
}

interface Making {
  name: string
  args: FhirIntakeArgs
  plan: FhirIntakePlan
  parent: pulumi.Resource
}

function createLogGroup({ name, args, plan, parent }: Making): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    `${name}-log`,
    {
      retentionInDays: plan.logRetentionDays,
      kmsKeyId: args.key.arn,
      tags: tagsOf(args.ownership),
    },
    { parent },
  )
}

interface Execution {
  role: aws.iam.Role
  attachments: aws.iam.RolePolicyAttachment[]
}

/** AWS's own policy for interfaces in a VPC: creating them can be limited to no resource. */
const NETWORK_POLICY = 'arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess'

function createRole(
  { name, args, plan, parent }: Making,
  arns: { queueArn: pulumi.Input<string>; logGroupArn: pulumi.Input<string> },
): Execution {
  const tags = tagsOf(args.ownership)
  const role = new aws.iam.Role(
    `${name}-role`,
    {
      assumeRolePolicy: JSON.stringify(executionTrust()),
      ...(args.roleName !== undefined && { name: args.roleName }),
      tags,
    },
    { parent },
  )
  const document = executionPolicy({ args, prefixes: plan.prefixes, ...arns })
  const policy = new aws.iam.Policy(
    `${name}-policy`,
    { policy: pulumi.jsonStringify(document), tags },
    { parent },
  )
  const attach = (key: string, policyArn: pulumi.Input<string>) =>
    new aws.iam.RolePolicyAttachment(`${name}-${key}`, { role: role.name, policyArn }, { parent })
  const attachments = [attach('attachment', policy.arn)]
  if (args.network !== undefined) attachments.push(attach('network-attachment', NETWORK_POLICY))
  return { role, attachments }
}

function createFunction(
  making: Making,
  { role, attachments, logGroup }: Execution & { logGroup: aws.cloudwatch.LogGroup },
): aws.lambda.Function {
  const { name, args, plan, parent } = making
  // By path: the text of an asset would lie in the state, its hash is enough to tell a change.
  const files = Object.entries(args.code).map(([path, file]) => [
    path,
    new pulumi.asset.FileAsset(file),
  ])
  return new aws.lambda.Function(
    `${name}-function`,
    {
      description: 'Takes in uploaded FHIR files',
      runtime: LAMBDA_NODEJS_RUNTIME,
      architectures: ['arm64'],
      handler: 'handler.handler',
      code: new pulumi.asset.AssetArchive(Object.fromEntries(files)),
      role: role.arn,
      memorySize: plan.memoryMegabytes,
      timeout: plan.timeoutSeconds,
      ephemeralStorage: { size: plan.storageMegabytes },
      reservedConcurrentExecutions: (args.reserveConcurrency ?? true) ? plan.concurrency : -1,
      environment: { variables: variablesOf(args, plan) },
      loggingConfig: { logFormat: 'JSON', logGroup: logGroup.name },
      ...(args.network !== undefined && { vpcConfig: placeIn(making, args.network) }),
      tags: tagsOf(args.ownership),
    },
    // On the way down the function must go before the rights by which it gives its interfaces back.
    { parent, dependsOn: attachments },
  )
}

function variablesOf(args: FhirIntakeArgs, plan: FhirIntakePlan) {
  const { bucket, results = bucket, pseudonymSecretArn, pseudonymSecretField } = args
  return {
    OUTPUT_BUCKET: results.bucketName,
    INSTITUTIONS: args.institutions.join(','),
    PSEUDONYM_SECRET_ARN: pseudonymSecretArn,
    ...(pseudonymSecretField !== undefined && { PSEUDONYM_SECRET_FIELD: pseudonymSecretField }),
    MAX_FILE_BYTES: String(plan.maxFileMegabytes * 2 ** 20),
    UPLOADS_PREFIX: plan.prefixes.uploads,
    ACCEPTED_PREFIX: plan.prefixes.accepted,
    REJECTED_PREFIX: plan.prefixes.rejected,
    REPORTS_PREFIX: plan.prefixes.reports,
  }
}

function placeIn({ name, args, parent }: Making, network: NetworkRef) {
  const group = new aws.ec2.SecurityGroup(
    `${name}-security-group`,
    {
      vpcId: network.vpcId,
      description: `FHIR intake ${name}: no way in, HTTPS out`,
      tags: tagsOf(args.ownership, { name: `${name}-function` }),
    },
    { parent },
  )
  new aws.vpc.SecurityGroupEgressRule(
    `${name}-https-out`,
    {
      securityGroupId: group.id,
      description: 'S3, Secrets Manager and CloudWatch Logs, by endpoints or NAT',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      cidrIpv4: '0.0.0.0/0',
      tags: tagsOf(args.ownership),
    },
    { parent },
  )
  return { subnetIds: network.privateSubnetIds, securityGroupIds: [group.id] }
}

function createEventSource(
  { name, args, plan, parent }: Making,
  source: { lambda: aws.lambda.Function; delivery: Delivery; attachments: pulumi.Resource[] },
): void {
  const { lambda, delivery, attachments } = source
  new aws.lambda.EventSourceMapping(
    `${name}-source`,
    {
      eventSourceArn: delivery.queue.arn,
      functionName: lambda.arn,
      // One file an invocation: its time and memory are its own.
      batchSize: 1,
      functionResponseTypes: ['ReportBatchItemFailures'],
      // Bounded here rather than by throttling, which would count as attempts of a file.
      scalingConfig: { maximumConcurrency: plan.concurrency },
      tags: tagsOf(args.ownership),
    },
    { parent, dependsOn: attachments },
  )
}
