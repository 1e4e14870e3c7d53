import { type ArgumentProblem, refuse } from '../argument-error.ts'
import type { BucketArgs, BucketObjectLock } from './bucket.ts'
import { lifecycleProblems } from './bucket-lifecycle.ts'
import { BucketWriter, S3_MANAGED_ONLY } from './bucket-policy.ts'

/** How object lock keeps versions from being deleted. */
export const BucketLockMode = {
  /** Those with `s3:BypassGovernanceRetention` can still delete. */
  Governance: 'GOVERNANCE',
  /** Nobody can delete before the time is over, not even the account's owner. */
  Compliance: 'COMPLIANCE',
} as const
export type BucketLockMode = (typeof BucketLockMode)[keyof typeof BucketLockMode]

/** S3 names: 3–63 lower-case letters, digits and hyphens; dots would break TLS host names. */
const NAME = /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/
/** Pulumi appends a hyphen and seven digits to a child's name. */
const AUTO_NAME_SUFFIX = 8

/** Checks the arguments of `Bucket`; throws one error with all problems. */
export function checkBucket(name: string, args: BucketArgs): void {
  refuse('Bucket', name, [
    ...nameProblems(name, args),
    ...encryptionProblems(args),
    ...accessLogProblems(args),
    ...writerProblems(args),
    ...lockProblems(args),
    ...replicationProblems(args),
    ...lifecycleProblems('lifecycle', args.lifecycle ?? {}),
  ])
}

function nameProblems(name: string, { bucketName }: BucketArgs): ArgumentProblem[] {
  if (bucketName !== undefined) {
    const allowed = '3–63 lower-case letters, digits and "-", a letter or digit first and last'
    return NAME.test(bucketName) ? [] : [{ argument: 'bucketName', got: bucketName, allowed }]
  }
  const most = 63 - AUTO_NAME_SUFFIX - '-bucket'.length
  if (NAME.test(`${name}-bucket`) && name.length <= most) return []
  const allowed = `at most ${most} lower-case letters, digits and "-"`
  const fix = 'the bucket is named after it; or give bucketName'
  return [{ argument: 'name', got: name, allowed, fix }]
}

function encryptionProblems(args: BucketArgs): ArgumentProblem[] {
  const { encryptionKey, s3ManagedEncryption = false, writers = [] } = args
  const demanding = writers.filter((writer) => S3_MANAGED_ONLY.includes(writer))
  if (encryptionKey === undefined && !s3ManagedEncryption)
    return [{ argument: 'encryptionKey', got: undefined, allowed: 'a KMS key' }]
  if (encryptionKey !== undefined && (s3ManagedEncryption || demanding.length > 0)) {
    const allowed = `left out for S3-managed encryption${demanding.length > 0 ? `, which ${demanding.join(' and ')} demand` : ''}`
    return [{ argument: 'encryptionKey', got: 'a KMS key', allowed }]
  }
  if (s3ManagedEncryption && demanding.length === 0) {
    const allowed = `false unless writers include ${S3_MANAGED_ONLY.join(' or ')}`
    return [{ argument: 's3ManagedEncryption', got: true, allowed, fix: 'give encryptionKey' }]
  }
  return []
}

function accessLogProblems({ accessLog, withoutAccessLog = false }: BucketArgs): ArgumentProblem[] {
  if (accessLog !== undefined && withoutAccessLog)
    return [{ argument: 'withoutAccessLog', got: true, allowed: 'false where accessLog is given' }]
  if (accessLog !== undefined || withoutAccessLog) return []
  const fix = 'or say withoutAccessLog: true, e.g. for the log bucket itself'
  return [{ argument: 'accessLog', got: undefined, allowed: 'a bucket that takes the log', fix }]
}

function writerProblems({ writers = [], accountId }: BucketArgs): ArgumentProblem[] {
  const known: readonly string[] = Object.values(BucketWriter)
  const unknown = writers.filter((writer) => !known.includes(writer))
  return [
    ...unknown.map((got) => ({ argument: 'writers', got, allowed: 'of BucketWriter' })),
    ...(writers.length > 0 && accountId === undefined
      ? [{ argument: 'accountId', got: undefined, allowed: 'given where writers are' }]
      : []),
  ]
}

function lockProblems(args: BucketArgs): ArgumentProblem[] {
  const { objectLock, forceDestroy = false, writers = [] } = args
  if (objectLock === undefined) return []
  const problems: ArgumentProblem[] = [...retentionProblems(objectLock)]
  if (objectLock.mode === BucketLockMode.Compliance && forceDestroy) {
    const allowed = 'false: nobody can delete what is locked in compliance mode'
    problems.push({ argument: 'forceDestroy', got: true, allowed })
  }
  if (writers.includes(BucketWriter.S3AccessLogs)) {
    const allowed = 'left out: S3 delivers no access logs into a locked bucket'
    problems.push({ argument: 'objectLock', got: objectLock, allowed })
  }
  return problems
}

function retentionProblems({ mode, days }: BucketObjectLock): ArgumentProblem[] {
  const modes: readonly string[] = Object.values(BucketLockMode)
  return [
    ...(modes.includes(mode)
      ? []
      : [{ argument: 'objectLock.mode', got: mode, allowed: modes.join(' or ') }]),
    ...(Number.isInteger(days) && days >= 1 && days <= 36_500
      ? []
      : [{ argument: 'objectLock.days', got: days, allowed: 'whole days, 1–36500' }]),
  ]
}

function replicationProblems(args: BucketArgs): ArgumentProblem[] {
  const { replication, encryptionKey, accountId, region } = args
  if (replication === undefined) return []
  const needed = (argument: string, value: unknown, what: string): ArgumentProblem[] =>
    value === undefined ? [{ argument, got: undefined, allowed: `${what} where replicated` }] : []
  return [
    ...needed('accountId', accountId, 'given'),
    ...needed('region', region, 'given'),
    ...(encryptionKey ? [] : needed('encryptionKey', encryptionKey, 'a KMS key')),
    ...needed('replication.destination.keyArn', replication.destination.keyArn, 'a KMS key'),
  ]
}
