import * as pulumi from '@pulumi/pulumi'
import {
  Bucket,
  BucketLockMode,
  type BucketReplication,
  BucketWriter,
} from '../../components/bucket/bucket.ts'
import type { BucketRef } from '../../components/bucket/bucket-ref.ts'
import { DataLake, type DataLakeInstitution } from '../../components/bucket/data-lake.ts'
import { Keys } from '../../components/keys/keys.ts'
import { DataClass } from '../../components/ownership.ts'
import type { Foundation } from './foundation.ts'
import { replicationRoleName } from './key-plan.ts'

const LOCKS = { governance: BucketLockMode.Governance, compliance: BucketLockMode.Compliance }

/** Makes the buckets of an environment and, if the settings ask for it, their copies elsewhere. */
export function makeStorage(foundation: Foundation): DataLake {
  const { settings, ownership, accountId, keys, onAws } = foundation
  const { storage, region, protect } = settings
  const copies = replicas(foundation)
  const institutions = Object.keys(settings.institutions).map((id) => {
    const encryptionKey = settings.keys.perInstitution ? keys.institution(id) : keys.purpose('lake')
    const replication = copies[id]
    const institution: DataLakeInstitution = { encryptionKey, ...(replication && { replication }) }
    return [id, institution] as const
  })
  return new DataLake(
    'lake',
    {
      ownership,
      accountId,
      region,
      institutions: Object.fromEntries(institutions),
      encryptionKey: keys.purpose('lake'),
      uploadPrefix: settings.fhirIntake.prefix,
      oldVersionDays: storage.oldVersionDays,
      logRetentionDays: storage.accessLogDays,
      ...(storage.auditLockDays > 0
        ? { auditRetentionDays: storage.auditLockDays, auditLockMode: LOCKS[storage.auditLockMode] }
        : { auditLocked: false }),
      forceDestroy: storage.destroyWithContent,
      protect,
    },
    onAws,
  )
}

/** A bucket in the other region for each institution, under a key of its own there. */
function replicas(foundation: Foundation): Record<string, BucketReplication> {
  const { settings, ownership, accountId, onAws } = foundation
  const { storage, protect } = settings
  const region = storage.replicaRegion
  if (region === undefined) return {}
  const ids = Object.keys(settings.institutions)
  const keys = replicaKeys(foundation, region)
  const shared = { region, accountId, forceDestroy: storage.destroyWithContent, protect }
  const logs = new Bucket(
    'replica-logs',
    {
      ...shared,
      ownership,
      s3ManagedEncryption: true,
      withoutAccessLog: true,
      writers: [BucketWriter.S3AccessLogs],
      lifecycle: { rules: { expiry: { expireAfterDays: storage.accessLogDays } } },
    },
    onAws,
  )
  const copy = (id: string): BucketRef =>
    new Bucket(
      `replica-${id}`,
      {
        ...shared,
        ownership: { ...ownership, institution: id, dataClass: DataClass.Phi },
        encryptionKey: keys.institution(id),
        accessLog: { target: logs },
      },
      onAws,
    )
  const roleName = (id: string) => replicationRoleName(settings, id)
  return Object.fromEntries(
    ids.map((id) => [id, { destination: copy(id), region, roleName: roleName(id) }]),
  )
}

function replicaKeys({ settings, ownership, accountId, onAws }: Foundation, region: string): Keys {
  const institutions = Object.keys(settings.institutions).map((id) => {
    const role = replicationRoleName(settings, id)
    const roleArn = pulumi.interpolate`arn:aws:iam::${accountId}:role/${role}`
    return [id, { roleArns: { replication: roleArn } }] as const
  })
  return new Keys(
    'replica-keys',
    {
      ownership,
      accountId,
      region,
      protect: settings.protect,
      institutions: Object.fromEntries(institutions),
    },
    onAws,
  )
}
