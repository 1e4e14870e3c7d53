import type { ArgumentProblem } from '../argument-error.ts'
import type { DatabaseArgs, DatabaseBackup } from './database.ts'

/** A `DatabaseBackup` with every default in place. */
export interface PlannedBackup {
  readonly schedule: string
  readonly retentionDays: number
  readonly copyRetentionDays: number
}

/** Puts in the defaults of a backup plan. */
export function planBackup(backup: DatabaseBackup = {}): PlannedBackup {
  const retentionDays = backup.retentionDays ?? 35
  return {
    schedule: backup.schedule ?? 'cron(30 5 * * ? *)',
    retentionDays,
    copyRetentionDays: backup.copy?.retentionDays ?? retentionDays,
  }
}

/** What is wrong with the backup arguments of `Database`. */
export function backupProblems(args: DatabaseArgs): ArgumentProblem[] {
  const { backup, withoutBackupPlan = false, region } = args
  if (withoutBackupPlan && backup !== undefined)
    return [{ argument: 'withoutBackupPlan', got: true, allowed: 'false where backup is given' }]
  const planned = planBackup(backup)
  const { schedule, retentionDays, copyRetentionDays } = planned
  const problems: ArgumentProblem[] = []
  if (!/^cron\(\S+( \S+){5}\)$/.test(schedule)) {
    const allowed = 'a cron expression of six fields, e.g. cron(30 5 * * ? *)'
    problems.push({ argument: 'backup.schedule', got: schedule, allowed })
  }
  problems.push(
    ...daysProblem('backup.retentionDays', retentionDays),
    ...daysProblem('backup.copy.retentionDays', copyRetentionDays),
  )
  if (backup?.copy?.region === region)
    problems.push({ argument: 'backup.copy.region', got: region, allowed: 'another region' })
  if (backup?.lock) problems.push(...lockProblems(backup, planned))
  return problems
}

function lockProblems(backup: DatabaseBackup, planned: PlannedBackup): ArgumentProblem[] {
  const { minRetentionDays = 0, coolingOffDays } = backup.lock ?? {}
  const shortest = Math.min(planned.retentionDays, planned.copyRetentionDays)
  const problems: ArgumentProblem[] = []
  if (!Number.isInteger(minRetentionDays) || minRetentionDays < 1 || minRetentionDays > shortest) {
    const allowed = `whole days, at most the ${shortest} that backups are kept`
    problems.push({ argument: 'backup.lock.minRetentionDays', got: minRetentionDays, allowed })
  }
  if (coolingOffDays !== undefined && !(Number.isInteger(coolingOffDays) && coolingOffDays >= 3)) {
    const allowed = 'whole days, at least 3'
    problems.push({ argument: 'backup.lock.coolingOffDays', got: coolingOffDays, allowed })
  }
  if (backup.forceDestroy && coolingOffDays !== undefined) {
    const allowed = 'false: nobody can delete what is locked in compliance mode'
    problems.push({ argument: 'backup.forceDestroy', got: true, allowed })
  }
  return problems
}

const daysProblem = (argument: string, got: number): ArgumentProblem[] =>
  Number.isInteger(got) && got >= 1 && got <= 36_500
    ? []
    : [{ argument, got, allowed: 'whole days, 1–36500' }]
