import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { BucketLockMode } from './bucket-plan.ts'
import type { DataLakeArgs } from './data-lake.ts'

/** The times of a `DataLake` with every default in place, and its lock. */
export interface DataLakePlan {
  readonly rawRetentionDays: number
  readonly oldVersionDays: number
  readonly logRetentionDays: number
  readonly auditRetentionDays: number
  readonly auditLockMode: BucketLockMode
}

/** Six years, as 45 CFR 164.316(b)(2)(i) asks of documentation. */
const AUDIT_DAYS = 6 * 365
/** Names of buckets are made from those of children: 48 characters are left for them. */
const LONGEST_CHILD_NAME = 48

const KEY = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/
const KEY_WORDS = 'lower-case letters, digits and single "-" within, a letter first'

/** Name of an institution's bucket component. */
export const institutionBucketName = (name: string, key: string) => `${name}-institution-${key}`

/** Checks the arguments of `DataLake`, those it hands on to buckets too, and puts in the defaults. */
export function planDataLake(name: string, args: DataLakeArgs): DataLakePlan {
  const plan = {
    rawRetentionDays: args.rawRetentionDays ?? 90,
    oldVersionDays: args.oldVersionDays ?? 30,
    logRetentionDays: args.logRetentionDays ?? 365,
    auditRetentionDays: args.auditRetentionDays ?? AUDIT_DAYS,
    auditLockMode: args.auditLockMode ?? BucketLockMode.Governance,
  }
  refuse('DataLake', name, [
    ...nameProblems(name),
    ...daysProblem('rawRetentionDays', plan.rawRetentionDays),
    ...daysProblem('oldVersionDays', plan.oldVersionDays),
    ...daysProblem('logRetentionDays', plan.logRetentionDays),
    ...daysProblem('auditRetentionDays', plan.auditRetentionDays),
    ...lockProblems(args, plan),
    ...Object.keys(args.institutions).flatMap((key) => institutionProblems(name, key, args)),
  ])
  return plan
}

function nameProblems(name: string): ArgumentProblem[] {
  const most = LONGEST_CHILD_NAME - institutionBucketName('', 'x').length
  if (KEY.test(name) && name.length <= most) return []
  return [{ argument: 'name', got: name, allowed: `1–${most} ${KEY_WORDS}` }]
}

function lockProblems(args: DataLakeArgs, { auditLockMode }: DataLakePlan): ArgumentProblem[] {
  const modes: readonly string[] = Object.values(BucketLockMode)
  if (!modes.includes(auditLockMode))
    return [{ argument: 'auditLockMode', got: auditLockMode, allowed: modes.join(' or ') }]
  if (!args.forceDestroy || auditLockMode === BucketLockMode.Governance) return []
  const allowed = 'false: nobody can delete an audit trail that is locked in compliance mode'
  return [{ argument: 'forceDestroy', got: true, allowed }]
}

function institutionProblems(
  name: string,
  key: string,
  { institutions, region }: DataLakeArgs,
): ArgumentProblem[] {
  const argument = `institutions.${key}`
  const most = LONGEST_CHILD_NAME - institutionBucketName(name, '').length
  const problems: ArgumentProblem[] = []
  if (!KEY.test(key) || key.length > most)
    problems.push({ argument, got: key, allowed: `under a key of 1–${most} ${KEY_WORDS}` })
  const replication = institutions[key]?.replication
  if (replication === undefined) return problems
  const needed = (path: string, value: unknown, allowed: string) => {
    if (value === undefined) problems.push({ argument: path, got: undefined, allowed })
  }
  needed('region', region, 'given where an institution is replicated')
  needed(
    `${argument}.replication.roleName`,
    replication.roleName,
    "a name, which the institution's key policy must name too",
  )
  needed(`${argument}.replication.destination.keyArn`, replication.destination.keyArn, 'a KMS key')
  return problems
}

const daysProblem = (argument: string, got: number): ArgumentProblem[] =>
  Number.isInteger(got) && got >= 1 && got <= 36_500
    ? []
    : [{ argument, got, allowed: 'whole days, 1–36500' }]
