import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { KeyRef } from '../keys/key-ref.ts'
import { type Ownership, tagsOf } from '../ownership.ts'
import type { BucketChild } from './bucket-child.ts'
import { type BucketLifecycle, lifecycleRules } from './bucket-lifecycle.ts'
import { type BucketLockMode, checkBucket } from './bucket-plan.ts'
import { type BucketWriter, bucketPolicy } from './bucket-policy.ts'
import type { BucketRef } from './bucket-ref.ts'
import { replicateBucket } from './replicate-bucket.ts'

export type { BucketLifecycle, BucketLifecycleRule, BucketTransition } from './bucket-lifecycle.ts'
export { BucketStorageClass } from './bucket-lifecycle.ts'
export { BucketLockMode } from './bucket-plan.ts'
export { BucketWriter } from './bucket-policy.ts'

/** Where a bucket's access log goes. */
export interface BucketAccessLog {
  /** A bucket with {@link BucketWriter.S3AccessLogs} among its writers, same account and region. */
  target: BucketRef
  /** What the log's object keys start with. @default "s3/<component name>/" */
  prefix?: string
}

/** Versions that nobody deletes for a time. Hold no personal data here, else erasure cannot be done. */
export interface BucketObjectLock {
  mode: BucketLockMode
  /** Days each version is kept from its upload, 1–36500. */
  days: number
}

/** A copy of everything in another bucket. Costs the second storage and the transfer between regions. */
export interface BucketReplication {
  /** A versioned bucket with a key of its own; `keyArn` is needed. */
  destination: BucketRef
  /** Region of the destination. */
  region: string
  /**
   * Name of the replication role, needed when a key policy must name it beforehand, as an
   * institution's does.
   * @default made up by Pulumi
   */
  roleName?: string
}

/** Arguments of {@link Bucket}. */
export interface BucketArgs {
  ownership: Ownership
  /** Name, unique in all of AWS, 3–63 characters. @default made up from the component's name */
  bucketName?: string
  /** Key of the objects; needed unless `s3ManagedEncryption`. */
  encryptionKey?: KeyRef
  /** S3's own key instead of ours; only for {@link writers} that take no other. @default false */
  s3ManagedEncryption?: boolean
  /** Where requests are logged; needed unless `withoutAccessLog`. */
  accessLog?: BucketAccessLog
  /** Makes a bucket whose requests are not logged. @default false */
  withoutAccessLog?: boolean
  /** AWS services that write into it on their own. @default none */
  writers?: BucketWriter[]
  /** Account of the bucket; needed with `writers` or `replication`. */
  accountId?: pulumi.Input<string>
  /** Region of the bucket; needed with `replication`. @default the provider's */
  region?: string
  lifecycle?: BucketLifecycle
  /** @default none */
  objectLock?: BucketObjectLock
  /** @default none */
  replication?: BucketReplication
  /** Sends an event to EventBridge for each object written or deleted. @default false */
  eventBridge?: boolean
  /** Deletes the objects, locked ones too, when the bucket is destroyed. @default false */
  forceDestroy?: boolean
  /** Keeps Pulumi from deleting the bucket. @default true */
  protect?: boolean
}

/**
 * The one way to make an S3 bucket: public access blocked, ACLs off, TLS 1.2 only, encrypted with a
 * KMS key of ours and no other, versioned, tidied by lifecycle rules, its requests logged.
 *
 * Makes the bucket, its public access block, ownership controls, encryption, versioning, policy and
 * lifecycle; on demand access log, object lock, events, and replication with a role and a policy.
 * Cost: storage, 0.0245 USD per GB and month (S3 price list, eu-central-1, Standard), plus requests;
 * a bucket key keeps KMS requests rare. An empty bucket costs nothing.
 *
 * It grants nobody access: roles are allowed by IAM policies of their own. `bucketName` is known only
 * once all protection is in place; `arn` at once, for policies.
 *
 * @example
 * const images = new Bucket('images', {
 *   ownership: { owner: 'imaging', environment: 'dev' },
 *   encryptionKey: keys.purpose('lake'),
 *   accessLog: { target: logs },
 * })
 */
export class Bucket extends pulumi.ComponentResource {
  /** Name of the bucket. */
  readonly bucketName: pulumi.Output<string>
  /** ARN of the bucket. */
  readonly arn: pulumi.Output<string>
  /** ARN of the key of its objects; absent when S3 manages the key. */
  readonly keyArn?: pulumi.Output<string>

  constructor(name: string, args: BucketArgs, opts?: pulumi.ComponentResourceOptions) {
    checkBucket(name, args)
    super('dataspace:index:Bucket', name, {}, opts)
    const bucket = bucketItself(this, name, args)
    const child: BucketChild = { parent: this, name, args, bucket, at: placed(args, bucket) }
    const guards = guardsOf(child)
    tidying(child, guards.versioning)
    delivery(child)
    if (args.replication) replicateBucket(child, args.replication, guards.versioning)
    const guarded = pulumi.all(Object.values(guards).map(({ id }) => id))
    this.bucketName = pulumi.all([bucket.bucket, guarded]).apply(([bucketName]) => bucketName)
    this.arn = bucket.arn
    if (args.encryptionKey) this.keyArn = pulumi.output(args.encryptionKey.arn)
    this.registerOutputs({ bucketName: this.bucketName, arn: this.arn, keyArn: this.keyArn })
  }
}

const placed = ({ region }: BucketArgs, { bucket }: aws.s3.Bucket): BucketChild['at'] => ({
  bucket,
  ...(region !== undefined && { region }),
})

function bucketItself(parent: Bucket, name: string, args: BucketArgs): aws.s3.Bucket {
  const { bucketName, region, objectLock, forceDestroy = false, protect = true } = args
  return new aws.s3.Bucket(
    `${name}-bucket`,
    {
      ...(bucketName !== undefined && { bucket: bucketName }),
      ...(region !== undefined && { region }),
      ...(objectLock && { objectLockEnabled: true }),
      forceDestroy,
      tags: tagsOf(args.ownership, { name }),
    },
    { parent, protect },
  )
}

/** All that must be in place before anyone writes to the bucket. */
function guardsOf({ parent, name, args, bucket, at }: BucketChild) {
  const publicAccess = new aws.s3.BucketPublicAccessBlock(
    `${name}-public-access-block`,
    {
      ...at,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  )
  const ownershipArgs = { ...at, rule: { objectOwnership: 'BucketOwnerEnforced' } }
  // S3 answers 409 to two changes of a bucket's access at a time, so they go one after another.
  const ownership = new aws.s3.BucketOwnershipControls(`${name}-ownership`, ownershipArgs, {
    parent,
    dependsOn: [publicAccess],
  })
  const { accountId = '', encryptionKey, writers = [] } = args
  const policy = pulumi
    .all([bucket.arn, accountId, encryptionKey?.arn])
    .apply(([arn, account, keyArn]) => bucketPolicy({ arn, accountId: account, keyArn, writers }))
  const policyArgs = { ...at, policy: pulumi.jsonStringify(policy) }
  return {
    publicAccess,
    ownership,
    policy: new aws.s3.BucketPolicy(`${name}-policy`, policyArgs, {
      parent,
      dependsOn: [ownership],
    }),
    encryption: encryption({ parent, name, args, bucket, at }),
    versioning: new aws.s3.BucketVersioning(
      `${name}-versioning`,
      { ...at, versioningConfiguration: { status: 'Enabled' } },
      { parent },
    ),
  }
}

function encryption({ parent, name, args: { encryptionKey }, at }: BucketChild) {
  const byDefault = encryptionKey
    ? { sseAlgorithm: 'aws:kms', kmsMasterKeyId: encryptionKey.arn }
    : { sseAlgorithm: 'AES256' }
  const rule = {
    applyServerSideEncryptionByDefault: byDefault,
    ...(encryptionKey && { bucketKeyEnabled: true }),
  }
  return new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    { ...at, rules: [rule] },
    { parent },
  )
}

function tidying({ parent, name, args, at }: BucketChild, versioning: pulumi.Resource): void {
  const after = { parent, dependsOn: [versioning] }
  const lifecycle = { ...at, rules: lifecycleRules(args.lifecycle) }
  new aws.s3.BucketLifecycleConfiguration(`${name}-lifecycle`, lifecycle, after)
  if (args.objectLock === undefined) return
  const { mode, days } = args.objectLock
  const lock = { ...at, rule: { defaultRetention: { mode, days } } }
  new aws.s3.BucketObjectLockConfiguration(`${name}-object-lock`, lock, after)
}

function delivery({
  parent,
  name,
  args: { accessLog, eventBridge = false },
  at,
}: BucketChild): void {
  if (accessLog) {
    const targetBucket = accessLog.target.bucketName
    const targetPrefix = accessLog.prefix ?? `s3/${name}/`
    // By date of the event, so that a query reads the days it asks for only.
    const partitionedPrefix = { partitionDateSource: 'EventTime' }
    new aws.s3.BucketLogging(
      `${name}-access-log`,
      { ...at, targetBucket, targetPrefix, targetObjectKeyFormat: { partitionedPrefix } },
      { parent },
    )
  }
  if (eventBridge)
    new aws.s3.BucketNotification(`${name}-events`, { ...at, eventbridge: true }, { parent })
}
