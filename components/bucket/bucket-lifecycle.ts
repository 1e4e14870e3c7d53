import type { ArgumentProblem } from '../argument-error.ts'

/** Cheaper storage that objects can move to. */
export const BucketStorageClass = {
  /** A third to a half of the price, retrieval costs; at least 30 days. */
  StandardIa: 'STANDARD_IA',
  /** S3 decides by use. */
  IntelligentTiering: 'INTELLIGENT_TIERING',
  /** Archive with access in milliseconds; at least 90 days. */
  GlacierInstantRetrieval: 'GLACIER_IR',
  /** Archive with access in hours; at least 90 days. */
  Glacier: 'GLACIER',
  /** Archive with access within half a day; at least 180 days. */
  DeepArchive: 'DEEP_ARCHIVE',
} as const
export type BucketStorageClass = (typeof BucketStorageClass)[keyof typeof BucketStorageClass]

/** A move of objects to cheaper storage. */
export interface BucketTransition {
  storageClass: BucketStorageClass
  /** Days after the object was written; at least 30 for STANDARD_IA. */
  afterDays: number
}

/** What becomes of some of a bucket's objects over time. */
export interface BucketLifecycleRule {
  /** Objects whose key starts so, e.g. `fhir/`. @default all objects */
  prefix?: string
  /** Days after which objects are deleted (they stay as noncurrent versions for a while). @default never */
  expireAfterDays?: number
  /** @default none */
  transitions?: BucketTransition[]
}

/** What becomes of a bucket's objects over time. */
export interface BucketLifecycle {
  /** Days after which parts of unfinished uploads are removed. @default 7 */
  abortUploadsAfterDays?: number
  /** Days that replaced and deleted versions are kept; erasure is complete only after them. @default 30 */
  noncurrentDays?: number
  /** Further rules, by an id of yours. @default {} */
  rules?: Record<string, BucketLifecycleRule>
}

/** The lifecycle rules of a bucket as S3 takes them, housekeeping first. */
export function lifecycleRules(lifecycle: BucketLifecycle = {}) {
  const { abortUploadsAfterDays = 7, noncurrentDays = 30, rules = {} } = lifecycle
  const housekeeping = {
    id: 'housekeeping',
    status: 'Enabled',
    filter: { prefix: '' },
    abortIncompleteMultipartUpload: { daysAfterInitiation: abortUploadsAfterDays },
    noncurrentVersionExpiration: { noncurrentDays },
    expiration: { expiredObjectDeleteMarker: true },
  }
  return [housekeeping, ...Object.entries(rules).map(([id, rule]) => lifecycleRule(id, rule))]
}

function lifecycleRule(id: string, rule: BucketLifecycleRule) {
  const { prefix = '', expireAfterDays, transitions = [] } = rule
  return {
    id,
    status: 'Enabled',
    filter: { prefix },
    ...(expireAfterDays !== undefined && { expiration: { days: expireAfterDays } }),
    ...(transitions.length > 0 && {
      transitions: transitions.map(({ storageClass, afterDays }) => ({
        storageClass,
        days: afterDays,
      })),
    }),
  }
}

/** What is wrong with a lifecycle, under the argument's path. */
export function lifecycleProblems(path: string, lifecycle: BucketLifecycle): ArgumentProblem[] {
  const { abortUploadsAfterDays = 7, noncurrentDays = 30, rules = {} } = lifecycle
  return [
    ...daysProblems(`${path}.abortUploadsAfterDays`, abortUploadsAfterDays),
    ...daysProblems(`${path}.noncurrentDays`, noncurrentDays),
    ...Object.entries(rules).flatMap(([id, rule]) => ruleProblems(`${path}.rules.${id}`, id, rule)),
  ]
}

function ruleProblems(path: string, id: string, rule: BucketLifecycleRule): ArgumentProblem[] {
  const { expireAfterDays, transitions = [] } = rule
  const problems: ArgumentProblem[] = []
  if (id === 'housekeeping')
    problems.push({ argument: path, got: id, allowed: 'under another id: this one is taken' })
  if (expireAfterDays === undefined && transitions.length === 0)
    problems.push({ argument: path, got: rule, allowed: 'an expiry or a transition, or left out' })
  if (expireAfterDays !== undefined)
    problems.push(...daysProblems(`${path}.expireAfterDays`, expireAfterDays))
  transitions.forEach((transition, index) => {
    const at = `${path}.transitions[${index}].afterDays`
    problems.push(...transitionProblems(at, transition, expireAfterDays))
  })
  return problems
}

function transitionProblems(
  argument: string,
  { storageClass, afterDays }: BucketTransition,
  expireAfterDays = Number.POSITIVE_INFINITY,
): ArgumentProblem[] {
  const least = storageClass === BucketStorageClass.StandardIa ? 30 : 0
  if (!Number.isInteger(afterDays) || afterDays < least)
    return [{ argument, got: afterDays, allowed: `whole days, at least ${least}` }]
  if (afterDays >= expireAfterDays)
    return [
      { argument, got: afterDays, allowed: `before the expiry after ${expireAfterDays} days` },
    ]
  return []
}

const daysProblems = (argument: string, got: number): ArgumentProblem[] =>
  Number.isInteger(got) && got >= 1 && got <= 36_500
    ? []
    : [{ argument, got, allowed: 'whole days, 1–36500' }]
