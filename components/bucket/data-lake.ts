import * as pulumi from '@pulumi/pulumi'
import type { KeyRef } from '../keys/key-ref.ts'
import { DataClass, type Ownership } from '../ownership.ts'
import { Bucket, type BucketArgs, type BucketReplication, BucketWriter } from './bucket.ts'
import type { BucketLockMode } from './bucket-plan.ts'
import type { BucketRef } from './bucket-ref.ts'
import { type DataLakePlan, institutionBucketName, planDataLake } from './data-lake-plan.ts'

/** One institution's part of the lake. */
export interface DataLakeInstitution {
  /** The institution's own key, which only its roles can use. */
  encryptionKey: KeyRef
  /** A copy in another region; `roleName` is needed. @default none */
  replication?: BucketReplication
}

/** Arguments of {@link DataLake}. */
export interface DataLakeArgs {
  ownership: Ownership
  /** Account of the buckets, 12 digits. */
  accountId: pulumi.Input<string>
  /** Region of the buckets; needed with replication. @default the provider's */
  region?: string
  /** A bucket for each, by an id that stays. */
  institutions: Record<string, DataLakeInstitution>
  /** Key of data sets and model artifacts; with S3 allowed. */
  encryptionKey: KeyRef
  /** Key of the audit trail; with S3 and CloudTrail allowed. @default encryptionKey */
  auditKey?: KeyRef
  /** Days that uploaded FHIR files are kept. @default 90 */
  rawRetentionDays?: number
  /** Folder that FHIR files are uploaded to; the same as that of `FhirIntake`. @default "fhir/" */
  uploadPrefix?: string
  /** Days that replaced and deleted objects can be brought back. @default 30 */
  oldVersionDays?: number
  /** Days that access logs are kept. @default 365 */
  logRetentionDays?: number
  /** Days that the audit trail is kept and locked. @default 2190: six years */
  auditRetentionDays?: number
  /** False leaves the audit trail unlocked: for an environment without real data. @default true */
  auditLocked?: boolean
  /** Compliance: nobody can delete the trail before its time. @default BucketLockMode.Governance */
  auditLockMode?: BucketLockMode
  /** Deletes all objects when the buckets are destroyed. @default false */
  forceDestroy?: boolean
  /** Keeps Pulumi from deleting the buckets. @default true */
  protect?: boolean
}

/**
 * The network's object storage: for each institution a bucket under its own key, and the network's
 * data sets (DVC remote), model artifacts (MLflow), audit trail and access logs.
 *
 * An institution has a bucket rather than a prefix because default key, lifecycle, events, copies and
 * erasure are properties of a bucket: with a prefix, one wrong condition in one policy opens another
 * hospital's data, and cutting off an institution would touch everyone's bucket. Deleting its key
 * makes all of its objects unreadable, old versions and copies included.
 *
 * Makes a {@link Bucket} for each institution, with events to EventBridge, and four more; the audit
 * bucket is locked and takes CloudTrail, the log bucket takes access logs of S3 and of load balancers
 * and is encrypted by S3, which takes no other key there. Cost: none when empty, then 0.0245 USD per GB
 * and month (S3 price list, eu-central-1).
 *
 * Keep the audit bucket free of personal data: nobody could erase it.
 *
 * @example
 * const lake = new DataLake('lake', {
 *   ownership: { owner: 'platform', environment: 'dev' },
 *   accountId: '123456789012',
 *   institutions: { ukhd: { encryptionKey: keys.institution('ukhd') } },
 *   encryptionKey: keys.purpose('lake'),
 * })
 */
export class DataLake extends pulumi.ComponentResource {
  /** Names of the institutions' buckets. */
  readonly institutionBucketNames: pulumi.Output<Record<string, string>>
  /** ARNs of the institutions' buckets. */
  readonly institutionBucketArns: pulumi.Output<Record<string, string>>
  /** URL of the DVC remote, `s3://<bucket>/dvc`. */
  readonly dvcRemote: pulumi.Output<string>
  /** URL of MLflow's artifact root, `s3://<bucket>/mlflow`. */
  readonly artifactRoot: pulumi.Output<string>
  readonly auditBucketName: pulumi.Output<string>
  readonly logBucketName: pulumi.Output<string>

  constructor(name: string, args: DataLakeArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planDataLake(name, args)
    super('dataspace:index:DataLake', name, {}, opts)
    const made = buckets({ parent: this, name, args, plan })
    MADE.set(this, made)
    const { institutions, datasets, artifacts, audit, logs } = made
    this.institutionBucketNames = pulumi.all(
      mapValues(institutions, ({ bucketName }) => bucketName),
    )
    this.institutionBucketArns = pulumi.all(mapValues(institutions, ({ arn }) => arn))
    this.dvcRemote = pulumi.interpolate`s3://${datasets.bucketName}/dvc`
    this.artifactRoot = pulumi.interpolate`s3://${artifacts.bucketName}/mlflow`
    this.auditBucketName = audit.bucketName
    this.logBucketName = logs.bucketName
    this.registerOutputs({
      institutionBucketNames: this.institutionBucketNames,
      institutionBucketArns: this.institutionBucketArns,
      dvcRemote: this.dvcRemote,
      artifactRoot: this.artifactRoot,
      auditBucketName: this.auditBucketName,
      logBucketName: this.logBucketName,
    })
  }

  /** The bucket of an institution. @throws Error naming the institutions there are. */
  institution(key: string): BucketRef {
    const { institutions } = madeBy(this)
    const bucket = institutions[key]
    if (bucket) return bucket
    const known = Object.keys(institutions).join(', ') || 'none'
    throw new pulumi.RunError(`DataLake: there is no institution "${key}"; there are ${known}`)
  }

  /** Bucket of the data sets, the DVC remote. */
  get datasets(): BucketRef {
    return madeBy(this).datasets
  }

  /** Bucket of the model artifacts. */
  get artifacts(): BucketRef {
    return madeBy(this).artifacts
  }

  /** Bucket of the audit trail. */
  get audit(): BucketRef {
    return madeBy(this).audit
  }

  /** Bucket of the access logs. */
  get logs(): BucketRef {
    return madeBy(this).logs
  }
}

interface MadeBuckets {
  readonly institutions: Record<string, Bucket>
  readonly datasets: Bucket
  readonly artifacts: Bucket
  readonly audit: Bucket
  readonly logs: Bucket
}

/** Buckets by lake, beside it: a class field would become an output of the component's schema. */
const MADE = new WeakMap<DataLake, MadeBuckets>()

function madeBy(lake: DataLake): MadeBuckets {
  const made = MADE.get(lake)
  if (!made) throw new Error('DataLake: its buckets are made by its constructor')
  return made
}

interface LakeChild {
  readonly parent: DataLake
  readonly name: string
  readonly args: DataLakeArgs
  readonly plan: DataLakePlan
}

function buckets(child: LakeChild): MadeBuckets {
  const { parent, name, args, plan } = child
  const { encryptionKey } = args
  const logs = logBucket(child)
  const logged = (dataClass: DataClass): BucketArgs => ({
    ...shared(args, dataClass),
    accessLog: { target: logs },
    lifecycle: { noncurrentDays: plan.oldVersionDays },
  })
  const institutions = Object.entries(args.institutions).map(([key, institution]) => {
    const bucketArgs = institutionBucket(child, { key, institution, base: logged(DataClass.Phi) })
    return [key, new Bucket(institutionBucketName(name, key), bucketArgs, { parent })] as const
  })
  const datasets = { ...logged(DataClass.Phi), encryptionKey }
  const artifacts = { ...logged(DataClass.Confidential), encryptionKey }
  return {
    institutions: Object.fromEntries(institutions),
    datasets: new Bucket(`${name}-datasets`, datasets, { parent }),
    artifacts: new Bucket(`${name}-artifacts`, artifacts, { parent }),
    audit: auditBucket(child, logged(DataClass.Confidential)),
    logs,
  }
}

const shared = (args: DataLakeArgs, dataClass: DataClass): BucketArgs => ({
  ownership: { ...args.ownership, dataClass },
  accountId: args.accountId,
  ...(args.region !== undefined && { region: args.region }),
  forceDestroy: args.forceDestroy ?? false,
  protect: args.protect ?? true,
})

interface InstitutionPart {
  readonly key: string
  readonly institution: DataLakeInstitution
  readonly base: BucketArgs
}

function institutionBucket(
  { args, plan }: LakeChild,
  { key, institution, base }: InstitutionPart,
): BucketArgs {
  const { encryptionKey, replication } = institution
  const rawFhir = { prefix: args.uploadPrefix ?? 'fhir/', expireAfterDays: plan.rawRetentionDays }
  return {
    ...base,
    ownership: { ...base.ownership, institution: key },
    encryptionKey,
    eventBridge: true,
    lifecycle: { ...base.lifecycle, rules: { 'raw-fhir': rawFhir } },
    ...(replication && { replication }),
  }
}

function auditBucket({ parent, name, args, plan }: LakeChild, base: BucketArgs): Bucket {
  const { auditRetentionDays: days, auditLockMode: mode } = plan
  const auditArgs: BucketArgs = {
    ...base,
    encryptionKey: args.auditKey ?? args.encryptionKey,
    writers: [BucketWriter.CloudTrail],
    ...((args.auditLocked ?? true) && { objectLock: { mode, days } }),
    lifecycle: { rules: { expiry: { expireAfterDays: days } } },
  }
  return new Bucket(`${name}-audit`, auditArgs, { parent })
}

function logBucket({ parent, name, args, plan }: LakeChild): Bucket {
  const logArgs: BucketArgs = {
    ...shared(args, DataClass.Confidential),
    s3ManagedEncryption: true,
    withoutAccessLog: true,
    writers: [BucketWriter.S3AccessLogs, BucketWriter.LoadBalancerLogs],
    lifecycle: { rules: { expiry: { expireAfterDays: plan.logRetentionDays } } },
  }
  return new Bucket(`${name}-logs`, logArgs, { parent })
}

const mapValues = <T, U>(record: Readonly<Record<string, T>>, map: (value: T) => U) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]))
