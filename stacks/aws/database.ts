import { Database, type DatabaseBackup } from '../../components/database/database.ts'
import { KeyService, Keys } from '../../components/keys/keys.ts'
import { DataClass } from '../../components/ownership.ts'
import type { ClusterPart } from './cluster.ts'
import type { Foundation } from './foundation.ts'
import type { NetworkPart } from './network.ts'

/** Makes the PostgreSQL server, which admits the cluster's nodes and pods alone. */
export function makeDatabase(
  foundation: Foundation,
  { network }: NetworkPart,
  { cluster }: ClusterPart,
): Database {
  const { settings, ownership, accountId, keys, alarms, onAws } = foundation
  const { database: wanted, environment, region, protect, logs } = settings
  return new Database(
    'database',
    {
      ownership: { ...ownership, dataClass: DataClass.Phi },
      network,
      admittedSecurityGroupIds: { cluster: cluster.securityGroupId },
      encryptionKey: keys.purpose('database'),
      logsKey: keys.purpose('logs'),
      accountId,
      region,
      identifier: `dataspace-${environment}`,
      instanceClass: wanted.instanceClass,
      allocatedStorageGiB: wanted.storageGib,
      maxStorageGiB: wanted.maxStorageGib,
      multiAz: wanted.multiAz,
      backupRetentionDays: wanted.backupDays,
      backup: backupOf(foundation),
      skipFinalSnapshot: !wanted.deletionProtection,
      deletionProtection: wanted.deletionProtection,
      protect,
      logRetentionDays: logs.retentionDays,
      topicArn: alarms.arn,
    },
    onAws,
  )
}

/** Backups that outlive the server: locked where the environment is protected, copied on demand. */
function backupOf({ settings, ownership, accountId, onAws }: Foundation): DatabaseBackup {
  const { database, protect, storage } = settings
  const retentionDays = database.backupDays
  const backup: DatabaseBackup = {
    retentionDays,
    forceDestroy: storage.destroyWithContent,
    ...(protect && { lock: { minRetentionDays: Math.min(7, retentionDays) } }),
  }
  const region = database.copyRegion
  if (region === undefined) return backup
  const keys = new Keys(
    'copy-keys',
    {
      ownership: { ...ownership, dataClass: DataClass.Phi },
      accountId,
      region,
      protect,
      purposes: { backups: { services: [KeyService.Backup, KeyService.Rds] } },
    },
    onAws,
  )
  return { ...backup, copy: { region, encryptionKey: keys.purpose('backups') } }
}
