import * as aws from '@pulumi/aws'
import { DataClass, tagsOf } from '../../ownership.ts'
import { dataTag, type EksSite } from './eks-site.ts'

const TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'dlm.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
}

/**
 * Daily snapshots of all of Kaapana's disks, found by their tag, since claims make them. The file system
 * has AWS Backup. Snapshots cost about 0.054 USD for a changed GiB and month.
 */
export function makeSnapshots(site: EksSite): void {
  const { name, args, child } = site
  const role = new aws.iam.Role(
    `${name}-snapshots`,
    {
      description: `Snapshots of the disks of Kaapana ${name}`,
      assumeRolePolicy: JSON.stringify(TRUST),
      tags: tagsOf(args.ownership, { name: `${name}-snapshots` }),
    },
    child,
  )
  const attached = new aws.iam.RolePolicyAttachment(
    `${name}-snapshots`,
    {
      role: role.name,
      policyArn: 'arn:aws:iam::aws:policy/service-role/AWSDataLifecycleManagerServiceRole',
    },
    child,
  )
  new aws.dlm.LifecyclePolicy(
    `${name}-snapshots`,
    {
      description: `Daily snapshots of Kaapana ${name}`,
      executionRoleArn: role.arn,
      state: 'ENABLED',
      policyDetails: {
        resourceTypes: ['VOLUME'],
        targetTags: dataTag(site),
        schedules: [
          {
            name: 'daily',
            createRule: { interval: 24, intervalUnit: 'HOURS', times: '01:30' },
            retainRule: { interval: args.snapshotRetentionDays ?? 14, intervalUnit: 'DAYS' },
            copyTags: true,
          },
        ],
      },
      tags: tagsOf(args.ownership, { name: `${name}-snapshots`, dataClass: DataClass.Phi }),
    },
    { ...child, dependsOn: [attached] },
  )
}
