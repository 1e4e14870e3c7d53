import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { DataClass, tagsOf } from '../../ownership.ts'
import type { KaapanaContext } from '../kaapana-running.ts'
import { snapshotStatements } from './instance-statements.ts'

const DATA_GIB = 500
const RETENTION_DAYS = 14

/** MiB/s. gp3 has 125 for nothing; PACS and workflows read whole studies. */
const THROUGHPUT_MIBPS = 250

/** Tag that the snapshots' policy finds the volume by. */
const SNAPSHOT_TAG = 'dataspace-snapshots'

/** Makes the volume with everything people put in: it outlives every instance. */
export function createDataVolume({ name, args, parent }: KaapanaContext): aws.ebs.Volume {
  const { instance, ownership, keys, keepData = true, protect = false } = args
  return new aws.ebs.Volume(
    `${name}-data`,
    {
      availabilityZone: instance?.availabilityZone ?? '',
      type: 'gp3',
      size: args.dataVolumeGib ?? DATA_GIB,
      throughput: THROUGHPUT_MIBPS,
      encrypted: true,
      kmsKeyId: keys.volumes.arn,
      // Whoever removes Kaapana has its data in a snapshot.
      finalSnapshot: keepData,
      tags: {
        ...tagsOf(ownership, { name: `${name}-data`, dataClass: DataClass.Phi }),
        [SNAPSHOT_TAG]: tagValue(name, ownership.environment),
      },
    },
    { parent, protect },
  )
}

const tagValue = (name: string, environment: string): string => `${environment}-${name}`

/** Has snapshots of the volume made at night, and the old ones deleted. */
export function createSnapshots(
  { name, args, parent }: KaapanaContext,
  volume: aws.ebs.Volume,
): void {
  const { ownership, region, snapshotRetentionDays = RETENTION_DAYS } = args
  const value = tagValue(name, ownership.environment)
  const tags = tagsOf(ownership, { name: `${name}-snapshots` })
  const role = new aws.iam.Role(
    `${name}-snapshots`,
    {
      description: `Snapshots of the data of ${name}`,
      assumeRolePolicy: JSON.stringify(DLM_TRUST),
      tags,
    },
    { parent },
  )
  const policy = new aws.iam.Policy(
    `${name}-snapshots`,
    {
      description: `Snapshots of the data of ${name}`,
      policy: pulumi.jsonStringify({
        Version: '2012-10-17',
        Statement: snapshotStatements({
          region,
          volumeArn: volume.arn,
          tag: [SNAPSHOT_TAG, value],
        }),
      }),
      tags,
    },
    { parent },
  )
  const attachment = new aws.iam.RolePolicyAttachment(
    `${name}-snapshots`,
    { role: role.name, policyArn: policy.arn },
    { parent },
  )
  new aws.dlm.LifecyclePolicy(
    `${name}-snapshots`,
    {
      description: `Daily snapshots of the data of ${name}`,
      executionRoleArn: role.arn,
      policyDetails: {
        resourceTypes: ['VOLUME'],
        targetTags: { [SNAPSHOT_TAG]: value },
        schedules: [
          {
            name: 'daily',
            // UTC.
            createRule: { interval: 24, intervalUnit: 'HOURS', times: '01:00' },
            retainRule: { interval: snapshotRetentionDays, intervalUnit: 'DAYS' },
            copyTags: true,
          },
        ],
      },
      tags,
    },
    { parent, dependsOn: [attachment] },
  )
}

const DLM_TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'dlm.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
}
