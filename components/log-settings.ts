import type { ArgumentProblem } from './argument-error.ts'
import type { KeyRef } from './keys/key-ref.ts'

/** How a component keeps its logs in CloudWatch. */
export interface LogSettings {
  /**
   * False turns the logs off.
   * @default true
   */
  enabled?: boolean
  /**
   * Key that encrypts the logs; its policy must admit `logs.<region>.amazonaws.com`. Needed unless
   * `awsOwnedKey` is true.
   */
  key?: KeyRef
  /**
   * True does without a key of ours: CloudWatch then encrypts with one that belongs to AWS.
   * @default false
   */
  awsOwnedKey?: boolean
  /**
   * Days until a log line is deleted.
   * @default 365
   */
  retentionDays?: number
}

/** Retention that audits ask for: a year. */
const RETENTION_DAYS = 365
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const LOG_RETENTION_STEPS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
  3653,
]

/** Settings of the log group to make; nothing when the logs are off. */
export interface LogPlan {
  readonly retentionDays: number
  readonly key?: KeyRef
}

/** Checks log settings; `argument` is their path, for messages. */
export function planLogs(
  argument: string,
  settings: LogSettings,
): { logs?: LogPlan; problems: ArgumentProblem[] } {
  if (settings.enabled === false) return { problems: [] }
  const { key, retentionDays = RETENTION_DAYS } = settings
  const problems: ArgumentProblem[] = []
  if (key === undefined && settings.awsOwnedKey !== true)
    problems.push({
      argument: `${argument}.key`,
      got: key,
      allowed: 'a key',
      fix: `or set ${argument}.awsOwnedKey or ${argument}.enabled: false`,
    })
  problems.push(...retentionProblems(`${argument}.retentionDays`, retentionDays))
  return { logs: { retentionDays, ...(key && { key }) }, problems }
}

/** What is wrong with a number of days until a log line is deleted; CloudWatch knows only some. */
export function retentionProblems(argument: string, got: number): ArgumentProblem[] {
  if (LOG_RETENTION_STEPS.includes(got)) return []
  return [{ argument, got, allowed: `one of ${LOG_RETENTION_STEPS.join(', ')}` }]
}
