import { refuse } from '../argument-error.ts'
import { POSTGRESQL_VERSION } from '../versions.ts'
import type { DatabaseArgs } from './database.ts'
import { backupProblems } from './database-backup-plan.ts'
import {
  databaseParameters,
  type PlannedParameter,
  parameterProblems,
} from './database-parameters.ts'
import { admissionProblems, planProblems } from './database-rules.ts'

/** The arguments of `Database` with every default in place. */
export interface DatabasePlan {
  readonly identifier: string
  readonly databaseName: string
  readonly username: string
  readonly port: number
  readonly instanceClass: string
  readonly engineVersion: string
  /** Parameter group family, e.g. `postgres18`. */
  readonly family: string
  readonly allocatedStorageGiB: number
  readonly maxStorageGiB: number
  readonly backupRetentionDays: number
  readonly backupWindow: string
  readonly maintenanceWindow: string
  readonly monitoringSeconds: number
  readonly insightsRetentionDays: number
  readonly logRetentionDays: number
  readonly parameters: readonly PlannedParameter[]
  readonly connectionAlarmThreshold: number
}

/** Kinds of logs that RDS for PostgreSQL exports, each into a log group of ours. */
export const LOG_EXPORTS = ['iam-db-auth-error', 'postgresql', 'upgrade'] as const

/** Checks the arguments of `Database` and puts in the defaults. */
export function planDatabase(name: string, args: DatabaseArgs): DatabasePlan {
  const engineVersion = args.engineVersion ?? POSTGRESQL_VERSION
  const allocatedStorageGiB = args.allocatedStorageGiB ?? 50
  const plan = {
    identifier: args.identifier ?? `${args.ownership.environment}-${name}`,
    databaseName: args.databaseName ?? 'dataspace',
    username: args.username ?? 'dataspace_owner',
    port: args.port ?? 5432,
    instanceClass: args.instanceClass ?? 'db.t4g.medium',
    engineVersion,
    family: `postgres${engineVersion.split('.')[0]}`,
    allocatedStorageGiB,
    maxStorageGiB: args.maxStorageGiB ?? allocatedStorageGiB * 4,
    backupRetentionDays: args.backupRetentionDays ?? 35,
    backupWindow: args.backupWindow ?? '01:00-02:00',
    maintenanceWindow: args.maintenanceWindow ?? 'sun:03:00-sun:04:00',
    monitoringSeconds: args.monitoringSeconds ?? 60,
    insightsRetentionDays: args.insightsRetentionDays ?? 7,
    logRetentionDays: args.logRetentionDays ?? 365,
    parameters: databaseParameters(args.slowStatementMs ?? 1000, args.parameters ?? {}),
    connectionAlarmThreshold: args.connectionAlarmThreshold ?? 200,
  }
  refuse('Database', name, [
    ...planProblems(plan),
    ...admissionProblems(args),
    ...parameterProblems(args.parameters ?? {}),
    ...backupProblems(args),
  ])
  return plan
}
