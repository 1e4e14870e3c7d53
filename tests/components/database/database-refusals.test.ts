import { describe, expect, it } from 'vitest'
import { Database, type DatabaseArgs } from '../../../components/database/database.ts'
import { refusalOf } from '../refusal.ts'

const args: DatabaseArgs = {
  ownership: { owner: 'platform', environment: 'dev' },
  network: {
    vpcId: 'vpc-1',
    cidrBlock: '10.0.0.0/16',
    publicSubnetIds: [],
    privateSubnetIds: [],
    isolatedSubnetIds: ['subnet-a', 'subnet-b'],
  },
  admittedSecurityGroupIds: {},
  encryptionKey: { arn: 'arn:aws:kms:eu-central-1:123456789012:key/database' },
  accountId: '123456789012',
  region: 'eu-central-1',
}
const copy = (region: string) => ({ region, encryptionKey: args.encryptionKey })

const CASES: readonly (readonly [change: Partial<DatabaseArgs>, problem: string])[] = [
  [
    { identifier: 'Dev--db' },
    'identifier must be 1–63 lower-case letters, digits and single "-" within, a letter first, got "Dev--db"',
  ],
  [
    { databaseName: 'data-space' },
    'databaseName must be 1–63 lower-case letters, digits and "_", a letter first, got "data-space"',
  ],
  [
    { username: 'rdsowner' },
    'username must be 1–63 lower-case letters, digits and "_", not starting with rds or pg_, got "rdsowner"',
  ],
  [
    { username: 'postgres' },
    'username must be none of admin, administrator, master, postgres, rdsadmin, root, user, got "postgres"',
  ],
  [
    { engineVersion: '14' },
    'engineVersion must be a major version from 15 or one of its minors, e.g. 18 or 18.1, got "14"',
  ],
  [
    { instanceClass: 't4g.medium' },
    'instanceClass must be an instance class of RDS, e.g. db.m8g.large, got "t4g.medium"',
  ],
  [{ port: 80 }, 'port must be a whole number, 1150–65535, got 80'],
  [{ allocatedStorageGiB: 10 }, 'allocatedStorageGiB must be a whole number, 20–65536, got 10'],
  [
    { maxStorageGiB: 50 },
    'maxStorageGiB must be at least a tenth more than the 50 allocated, at most 65536, got 50',
  ],
  [
    { connectionAlarmThreshold: 0 },
    'connectionAlarmThreshold must be a whole number, 1–262143, got 0',
  ],
  [{ backupRetentionDays: 0 }, 'backupRetentionDays must be a whole number, 1–35, got 0'],
  [{ backupWindow: '1-2' }, 'backupWindow must be a UTC window such as 01:00-02:00, got "1-2"'],
  [
    { maintenanceWindow: 'sun:03:00' },
    'maintenanceWindow must be a UTC window such as sun:03:00-sun:04:00, got "sun:03:00"',
  ],
  [{ monitoringSeconds: 0 }, 'monitoringSeconds must be one of 1, 5, 10, 15, 30, 60, got 0'],
  [{ insightsRetentionDays: 30 }, 'insightsRetentionDays must be 7, 731 or 31 times 1–23, got 30'],
  [
    { logRetentionDays: 7 },
    'logRetentionDays must be one of 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653, got 7',
  ],
  [
    { slowStatementMs: 0 },
    'slowStatementMs must be whole milliseconds, at least 100: below, nearly every statement would be logged, got 0',
  ],
  [
    { admittedSecurityGroupIds: { '1': 'sg-1' } },
    'admittedSecurityGroupIds.1 must be under a key of 1–40 lower-case letters, digits and "-", a letter first, got "1"',
  ],
  [
    { admittedSecurityGroupIds: { all: '0.0.0.0/0' } },
    'admittedSecurityGroupIds.all must be the id of a security group, sg-…, got "0.0.0.0/0"',
  ],
  [
    { parameters: { log_statement: 'all' } },
    'parameters.log_statement must be left out: it is always none, got "all"',
  ],
  [
    { parameters: { log_min_duration_statement: '1' } },
    'parameters.log_min_duration_statement must be left out, got "1"; set slowStatementMs',
  ],
  [
    { parameters: { 'Work Mem': '1' } },
    'parameters.Work Mem must be the name of a PostgreSQL parameter, got "Work Mem"',
  ],
  [
    { withoutBackupPlan: true, backup: {} },
    'withoutBackupPlan must be false where backup is given, got true',
  ],
  [
    { backup: { schedule: 'daily' } },
    'backup.schedule must be a cron expression of six fields, e.g. cron(30 5 * * ? *), got "daily"',
  ],
  [
    { backup: { retentionDays: 0, copy: { ...copy('eu-west-1'), retentionDays: 7 } } },
    'backup.retentionDays must be whole days, 1–36500, got 0',
  ],
  [
    { backup: { copy: { ...copy('eu-west-1'), retentionDays: 0.5 } } },
    'backup.copy.retentionDays must be whole days, 1–36500, got 0.5',
  ],
  [
    { backup: { copy: copy('eu-central-1') } },
    'backup.copy.region must be another region, got "eu-central-1"',
  ],
  [
    { backup: { lock: { minRetentionDays: 36 } } },
    'backup.lock.minRetentionDays must be whole days, at most the 35 that backups are kept, got 36',
  ],
  [
    { backup: { lock: { minRetentionDays: 7, coolingOffDays: 1 } } },
    'backup.lock.coolingOffDays must be whole days, at least 3, got 1',
  ],
  [
    { backup: { forceDestroy: true, lock: { minRetentionDays: 7, coolingOffDays: 3 } } },
    'backup.forceDestroy must be false: nobody can delete what is locked in compliance mode, got true',
  ],
]

const messageOf = (change: Partial<DatabaseArgs>) =>
  refusalOf(() => new Database('db', { ...args, ...change }))

describe('Database refuses', () => {
  it.each(CASES)('%o', (change, problem) => {
    expect(messageOf(change)).toBe(`Database "db": ${problem}`)
  })

  it('all that is wrong at once', () => {
    const message = messageOf({ port: 1, username: 'admin', monitoringSeconds: 61 })
    expect(message.split('\n')).toHaveLength(3)
  })
})
