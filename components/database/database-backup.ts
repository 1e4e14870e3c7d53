import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import type { DatabaseBackup } from './database.ts'
import { planBackup } from './database-backup-plan.ts'
import type { DatabaseChild } from './database-child.ts'
import { backupTrust } from './database-trust.ts'

/** Daily snapshots by AWS Backup into a vault of ours, copied to a second region on demand. */
export function backUp(child: DatabaseChild, instance: aws.rds.Instance): void {
  const { parent, name, args } = child
  const { backup = {}, encryptionKey } = args
  const { schedule, retentionDays, copyRetentionDays } = planBackup(backup)
  const vault = lockedVault(child, { role: 'vault', keyArn: encryptionKey.arn, backup })
  const copy = backup.copy && {
    destinationVaultArn: lockedVault(child, {
      role: 'copy-vault',
      keyArn: backup.copy.encryptionKey.arn,
      region: backup.copy.region,
      backup,
    }).arn,
    lifecycle: { deleteAfter: copyRetentionDays },
  }
  const rule = {
    ruleName: 'daily',
    targetVaultName: vault.name,
    schedule,
    startWindow: 60,
    completionWindow: 360,
    lifecycle: { deleteAfter: retentionDays },
    recoveryPointTags: tagsOf(args.ownership, { name: `${name}-backup` }),
    ...(copy && { copyActions: [copy] }),
  }
  const plan = new aws.backup.Plan(
    `${name}-backup-plan`,
    { rules: [rule], tags: tagsOf(args.ownership, { name: `${name}-backup` }) },
    { parent },
  )
  const { role, rights } = backupRole(child)
  const selection = { planId: plan.id, iamRoleArn: role.arn, resources: [instance.arn] }
  // Without its rights the role fails the first backup, so the selection waits for them.
  new aws.backup.Selection(`${name}-backup-selection`, selection, { parent, dependsOn: rights })
}

interface VaultChild {
  readonly role: string
  readonly keyArn: pulumi.Input<string>
  readonly region?: string
  readonly backup: DatabaseBackup
}

function lockedVault(
  { parent, name, args }: DatabaseChild,
  { role, keyArn, region, backup }: VaultChild,
): aws.backup.Vault {
  const { protect = true, ownership } = args
  const place = region === undefined ? {} : { region }
  const vault = new aws.backup.Vault(
    `${name}-${role}`,
    {
      ...place,
      kmsKeyArn: keyArn,
      forceDestroy: backup.forceDestroy ?? false,
      tags: tagsOf(ownership, { name: `${name}-${role}` }),
    },
    { parent, protect },
  )
  if (backup.lock) {
    const { minRetentionDays, coolingOffDays } = backup.lock
    const lock = {
      ...place,
      backupVaultName: vault.name,
      minRetentionDays,
      ...(coolingOffDays !== undefined && { changeableForDays: coolingOffDays }),
    }
    new aws.backup.VaultLockConfiguration(`${name}-${role}-lock`, lock, { parent })
  }
  return vault
}

function backupRole({ parent, name, args }: DatabaseChild) {
  const role = new aws.iam.Role(
    `${name}-backup-role`,
    {
      description: `Backs up and restores database ${name}`,
      assumeRolePolicy: pulumi.jsonStringify(pulumi.output(args.accountId).apply(backupTrust)),
      tags: tagsOf(args.ownership, { name: `${name}-backup` }),
    },
    { parent },
  )
  const rights = ['Backup', 'Restores'].map((act) => {
    const policyArn = `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyFor${act}`
    const link = { role: role.name, policyArn }
    return new aws.iam.RolePolicyAttachment(`${name}-${act.toLowerCase()}-rights`, link, { parent })
  })
  return { role, rights }
}
