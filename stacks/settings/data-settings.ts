import { z } from 'zod'
import { region } from './forms.ts'
import { choice, flag, text, wholeNumber } from './leaves.ts'

/** Settings of the KMS keys. */
export const keySettings = z.strictObject({
  perInstitution: flag()
    .default(true)
    .describe('A key of its own for the data of each institution, $1 a month each.'),
})

/** Settings of the buckets. */
export const storageSettings = z.strictObject({
  oldVersionDays: wholeNumber(1, 3650, 90)
    .default(90)
    .describe('Days that replaced and deleted objects can be brought back.'),
  accessLogDays: wholeNumber(30, 3650, 365)
    .default(365)
    .describe('Days that the log of accesses is kept.'),
  auditLockDays: wholeNumber(0, 3650, 365)
    .default(365)
    .describe('Days that an object of the audit bucket cannot be deleted; 0: no lock.'),
  auditLockMode: choice(['governance', 'compliance'])
    .default('governance')
    .describe('`governance`: a special permission lifts the lock; `compliance`: nobody can.'),
  replicaRegion: region()
    .optional()
    .describe("Region that holds a copy of each institution's bucket; doubles its cost."),
  destroyWithContent: flag()
    .default(false)
    .describe('`pulumi destroy` deletes buckets and image repositories that are not empty.'),
})

/** Settings of the database. */
export const databaseSettings = z.strictObject({
  instanceClass: text(
    /^db\.[a-z]+[0-9]+[a-z]*\.[0-9]*[a-z]+$/,
    'an RDS instance class, e.g. db.t4g.medium',
    'db.t4g.medium',
  )
    .default('db.t4g.medium')
    .describe('Size of the server, by which it is priced; Multi-AZ runs two.'),
  storageGib: wholeNumber(20, 65536, 50).default(50).describe('Storage to begin with, in GiB.'),
  maxStorageGib: wholeNumber(20, 65536, 200)
    .default(200)
    .describe('Storage it may grow to by itself, in GiB.'),
  multiAz: flag()
    .default(true)
    .describe('A standby in another zone that takes over in one to two minutes, as AWS states.'),
  backupDays: wholeNumber(1, 35, 35)
    .default(35)
    .describe('Days to which the database can be set back.'),
  deletionProtection: flag()
    .optional()
    .describe(
      'AWS refuses to delete the server, and deletion leaves a snapshot. Default: `protect`.',
    ),
  copyRegion: region().optional().describe('Region that backups are copied to.'),
})
