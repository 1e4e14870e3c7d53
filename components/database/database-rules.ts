import type { ArgumentProblem } from '../argument-error.ts'
import { LOG_RETENTION_STEPS } from '../log-settings.ts'
import type { DatabaseArgs } from './database.ts'
import type { DatabasePlan } from './database-plan.ts'

/** Names that attackers try first, or that PostgreSQL and RDS keep for themselves. */
const RESERVED_USERS = ['admin', 'administrator', 'master', 'postgres', 'rdsadmin', 'root', 'user']
const MONITORING_SECONDS = [1, 5, 10, 15, 30, 60]
/** A month at least: a shorter log of a database answers no question that an audit asks. */
const LOG_RETENTION_DAYS = LOG_RETENTION_STEPS.filter((days) => days >= 30)

interface Rule {
  readonly argument: string
  readonly got: unknown
  readonly holds: boolean
  readonly allowed: string
}

const broken = (rules: readonly Rule[]): ArgumentProblem[] =>
  rules
    .filter(({ holds }) => !holds)
    .map(({ argument, got, allowed }) => ({ argument, got, allowed }))

const within = (argument: string, got: number, [least, most]: readonly [number, number]): Rule => ({
  argument,
  got,
  holds: Number.isInteger(got) && got >= least && got <= most,
  allowed: `a whole number, ${least}–${most}`,
})

/** What is wrong with the plan's values, under their arguments' names. */
export const planProblems = (plan: DatabasePlan): ArgumentProblem[] => [
  ...nameProblems(plan),
  ...engineProblems(plan),
  ...sizeProblems(plan),
  ...timeProblems(plan),
  ...retentionProblems(plan),
]

function nameProblems(plan: DatabasePlan): ArgumentProblem[] {
  const { identifier, databaseName, username } = plan
  return broken([
    {
      argument: 'identifier',
      got: identifier,
      holds: /^(?=.{1,63}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(identifier),
      allowed: '1–63 lower-case letters, digits and single "-" within, a letter first',
    },
    {
      argument: 'databaseName',
      got: databaseName,
      holds: /^[a-z][a-z0-9_]{0,62}$/.test(databaseName),
      allowed: '1–63 lower-case letters, digits and "_", a letter first',
    },
    {
      argument: 'username',
      got: username,
      holds: /^[a-z][a-z0-9_]{0,62}$/.test(username) && !/^(rds|pg_)/.test(username),
      allowed: '1–63 lower-case letters, digits and "_", not starting with rds or pg_',
    },
    {
      argument: 'username',
      got: username,
      holds: !RESERVED_USERS.includes(username),
      allowed: `none of ${RESERVED_USERS.join(', ')}`,
    },
  ])
}

function engineProblems({ engineVersion, instanceClass }: DatabasePlan): ArgumentProblem[] {
  return broken([
    {
      argument: 'engineVersion',
      got: engineVersion,
      holds: /^1[5-9](\.\d+)?$/.test(engineVersion),
      allowed: 'a major version from 15 or one of its minors, e.g. 18 or 18.1',
    },
    {
      argument: 'instanceClass',
      got: instanceClass,
      holds: /^db\.[a-z0-9-]+\.[a-z0-9]+$/.test(instanceClass),
      allowed: 'an instance class of RDS, e.g. db.m8g.large',
    },
  ])
}

function sizeProblems(plan: DatabasePlan): ArgumentProblem[] {
  const { allocatedStorageGiB, maxStorageGiB } = plan
  return broken([
    within('port', plan.port, [1150, 65_535]),
    within('allocatedStorageGiB', allocatedStorageGiB, [20, 65_536]),
    {
      argument: 'maxStorageGiB',
      got: maxStorageGiB,
      holds: maxStorageGiB >= allocatedStorageGiB * 1.1 && maxStorageGiB <= 65_536,
      allowed: `at least a tenth more than the ${allocatedStorageGiB} allocated, at most 65536`,
    },
    within('connectionAlarmThreshold', plan.connectionAlarmThreshold, [1, 262_143]),
  ])
}

function timeProblems(plan: DatabasePlan): ArgumentProblem[] {
  const { monitoringSeconds } = plan
  return broken([
    {
      argument: 'backupWindow',
      got: plan.backupWindow,
      holds: /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/.test(plan.backupWindow),
      allowed: 'a UTC window such as 01:00-02:00',
    },
    {
      argument: 'maintenanceWindow',
      got: plan.maintenanceWindow,
      holds: /^((mon|tue|wed|thu|fri|sat|sun):([01]\d|2[0-3]):[0-5]\d(-|$)){2}$/.test(
        plan.maintenanceWindow,
      ),
      allowed: 'a UTC window such as sun:03:00-sun:04:00',
    },
    {
      argument: 'monitoringSeconds',
      got: monitoringSeconds,
      holds: MONITORING_SECONDS.includes(monitoringSeconds),
      allowed: `one of ${MONITORING_SECONDS.join(', ')}`,
    },
  ])
}

function retentionProblems(plan: DatabasePlan): ArgumentProblem[] {
  const { insightsRetentionDays, logRetentionDays } = plan
  const months = insightsRetentionDays / 31
  return broken([
    within('backupRetentionDays', plan.backupRetentionDays, [1, 35]),
    {
      argument: 'insightsRetentionDays',
      got: insightsRetentionDays,
      holds:
        [7, 731].includes(insightsRetentionDays) ||
        (months >= 1 && months <= 23 && Number.isInteger(months)),
      allowed: '7, 731 or 31 times 1–23',
    },
    {
      argument: 'logRetentionDays',
      got: logRetentionDays,
      holds: LOG_RETENTION_DAYS.includes(logRetentionDays),
      allowed: `one of ${LOG_RETENTION_DAYS.join(', ')}`,
    },
  ])
}

/** What is wrong with those who are admitted, and with what is logged of them. */
export function admissionProblems(args: DatabaseArgs): ArgumentProblem[] {
  const { admittedSecurityGroupIds, slowStatementMs = 1000 } = args
  const keys = Object.keys(admittedSecurityGroupIds)
  return broken([
    {
      argument: 'slowStatementMs',
      got: slowStatementMs,
      holds: Number.isInteger(slowStatementMs) && slowStatementMs >= 100,
      allowed: 'whole milliseconds, at least 100: below, nearly every statement would be logged',
    },
    ...keys.map((key) => ({
      argument: `admittedSecurityGroupIds.${key}`,
      got: key,
      holds: /^[a-z][a-z0-9-]{0,39}$/.test(key),
      allowed: 'under a key of 1–40 lower-case letters, digits and "-", a letter first',
    })),
    ...Object.entries(admittedSecurityGroupIds)
      .filter(([, id]) => typeof id === 'string')
      .map(([key, got]) => ({
        argument: `admittedSecurityGroupIds.${key}`,
        got,
        holds: String(got).startsWith('sg-'),
        allowed: 'the id of a security group, sg-…',
      })),
  ])
}
