import { describe, expect, it } from 'vitest'
import {
  Bucket,
  type BucketArgs,
  BucketLockMode,
  BucketStorageClass,
  BucketWriter,
} from '../../../components/bucket/bucket.ts'
import { refusalOf } from '../refusal.ts'

const args: BucketArgs = {
  ownership: { owner: 'imaging', environment: 'dev' },
  encryptionKey: { arn: 'arn:aws:kms:eu-central-1:123456789012:key/lake' },
  accessLog: { target: { bucketName: 'logs', arn: 'arn:aws:s3:::logs' } },
}
const { encryptionKey: _key, accessLog: _log, ...bare } = args
const lock = { mode: BucketLockMode.Compliance, days: 365 }
const destination = { bucketName: 'copy', arn: 'arn:aws:s3:::copy' }
const rules = (rule: object) => ({ ...args, lifecycle: { rules: { raw: rule } } })

const CASES: readonly (readonly [why: string, given: BucketArgs, problems: readonly string[]])[] = [
  [
    'a bucket without key and log',
    bare,
    [
      'encryptionKey must be a KMS key, got nothing',
      'accessLog must be a bucket that takes the log, got nothing; or say withoutAccessLog: true, e.g. for the log bucket itself',
    ],
  ],
  [
    'a log and none at once',
    { ...args, withoutAccessLog: true },
    ['withoutAccessLog must be false where accessLog is given, got true'],
  ],
  [
    'a name that S3 does not take',
    { ...args, bucketName: 'My.Bucket' },
    [
      'bucketName must be 3–63 lower-case letters, digits and "-", a letter or digit first and last, got "My.Bucket"',
    ],
  ],
  [
    'S3-managed encryption where nothing demands it',
    { ...bare, withoutAccessLog: true, s3ManagedEncryption: true },
    [
      's3ManagedEncryption must be false unless writers include s3-access-logs or load-balancer-logs, got true; give encryptionKey',
    ],
  ],
  [
    'a key where a writer takes none',
    { ...args, accountId: '1', writers: [BucketWriter.S3AccessLogs] },
    [
      'encryptionKey must be left out for S3-managed encryption, which s3-access-logs demand, got "a KMS key"',
    ],
  ],
  [
    'writers of an unknown account',
    { ...args, writers: [BucketWriter.CloudTrail] },
    ['accountId must be given where writers are, got nothing'],
  ],
  [
    'a writer it does not know',
    { ...args, accountId: '1', writers: ['glue' as BucketWriter] },
    ['writers must be of BucketWriter, got "glue"'],
  ],
  [
    'a lock of no days',
    { ...args, objectLock: { ...lock, days: 0 } },
    ['objectLock.days must be whole days, 1–36500, got 0'],
  ],
  [
    'a lock of no known mode',
    { ...args, objectLock: { ...lock, mode: 'LEGAL' as BucketLockMode } },
    ['objectLock.mode must be GOVERNANCE or COMPLIANCE, got "LEGAL"'],
  ],
  [
    'to destroy what is locked in compliance mode',
    { ...args, objectLock: lock, forceDestroy: true },
    ['forceDestroy must be false: nobody can delete what is locked in compliance mode, got true'],
  ],
  [
    'to lock a bucket that takes access logs',
    {
      ...bare,
      accountId: '1',
      withoutAccessLog: true,
      s3ManagedEncryption: true,
      writers: [BucketWriter.S3AccessLogs],
      objectLock: lock,
    },
    [
      'objectLock must be left out: S3 delivers no access logs into a locked bucket, got {"mode":"COMPLIANCE","days":365}',
    ],
  ],
  [
    'replication without account, region and key of the copy',
    { ...args, replication: { destination, region: 'eu-west-1' } },
    [
      'accountId must be given where replicated, got nothing',
      'region must be given where replicated, got nothing',
      'replication.destination.keyArn must be a KMS key where replicated, got nothing',
    ],
  ],
  [
    'a rule that does nothing',
    rules({ prefix: 'a/' }),
    ['lifecycle.rules.raw must be an expiry or a transition, or left out, got {"prefix":"a/"}'],
  ],
  [
    'a rule under a taken id',
    { ...args, lifecycle: { rules: { housekeeping: { expireAfterDays: 1 } } } },
    [
      'lifecycle.rules.housekeeping must be under another id: this one is taken, got "housekeeping"',
    ],
  ],
  [
    'days that are none',
    { ...args, lifecycle: { noncurrentDays: 0.5 } },
    ['lifecycle.noncurrentDays must be whole days, 1–36500, got 0.5'],
  ],
  [
    'a move to cheaper storage before S3 allows it',
    rules({ transitions: [{ storageClass: BucketStorageClass.StandardIa, afterDays: 7 }] }),
    ['lifecycle.rules.raw.transitions[0].afterDays must be whole days, at least 30, got 7'],
  ],
  [
    'a move of what has expired',
    rules({
      expireAfterDays: 30,
      transitions: [{ storageClass: BucketStorageClass.Glacier, afterDays: 30 }],
    }),
    [
      'lifecycle.rules.raw.transitions[0].afterDays must be before the expiry after 30 days, got 30',
    ],
  ],
]

describe('Bucket refuses', () => {
  it.each(CASES)('%s', (_, given, problems) => {
    const expected = problems.map((problem) => `Bucket "lake": ${problem}`).join('\n')
    expect(refusalOf(() => new Bucket('lake', given))).toBe(expected)
  })

  it('a component name that is too long to name a bucket', () => {
    const name = 'a'.repeat(49)
    expect(refusalOf(() => new Bucket(name, args))).toBe(
      `Bucket "${name}": name must be at most 48 lower-case letters, digits and "-", got "${name}"; the bucket is named after it; or give bucketName`,
    )
  })
})
