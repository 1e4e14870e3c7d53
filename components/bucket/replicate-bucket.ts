import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import type { BucketReplication } from './bucket.ts'
import type { BucketChild } from './bucket-child.ts'
import type { BucketRef } from './bucket-ref.ts'
import { replicationPolicy, replicationTrust } from './bucket-replication.ts'

/** Copies a bucket's versions to another: a role of S3's, its rights, and the rule. */
export function replicateBucket(
  child: BucketChild,
  { destination, region }: BucketReplication,
  versioning: pulumi.Resource,
): void {
  const { parent, name, at } = child
  const role = replicationRole(child)
  const rule = {
    id: 'everything',
    status: 'Enabled',
    priority: 0,
    filter: { prefix: '' },
    // Deletions travel, else erased data would stay current in the copy.
    deleteMarkerReplication: { status: 'Enabled' },
    sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } },
    destination: {
      bucket: destination.arn,
      encryptionConfiguration: { replicaKmsKeyId: keyOf(destination) },
    },
  }
  const attachment = replicationRights(child, role, { destination, region })
  new aws.s3.BucketReplicationConfig(
    `${name}-replication`,
    { ...at, role: role.arn, rules: [rule] },
    { parent, dependsOn: [versioning, attachment] },
  )
}

function replicationRole({ parent, name, args, bucket }: BucketChild): aws.iam.Role {
  const { accountId = '', replication, ownership } = args
  const trust = pulumi.all([bucket.arn, accountId]).apply(([arn, id]) => replicationTrust(arn, id))
  return new aws.iam.Role(
    `${name}-replication-role`,
    {
      ...(replication?.roleName !== undefined && { name: replication.roleName }),
      description: `Copies bucket ${name} to ${replication?.region}`,
      assumeRolePolicy: pulumi.jsonStringify(trust),
      tags: tagsOf(ownership, { name: `${name}-replication` }),
    },
    { parent },
  )
}

function replicationRights(
  { parent, name, args, bucket }: BucketChild,
  role: aws.iam.Role,
  { destination, region }: BucketReplication,
): pulumi.Resource {
  const policy = pulumi
    .output({
      sourceArn: bucket.arn,
      sourceKeyArn: args.encryptionKey?.arn ?? '',
      destinationArn: destination.arn,
      destinationKeyArn: keyOf(destination),
      sourceRegion: args.region ?? '',
      destinationRegion: region,
    })
    .apply(replicationPolicy)
  const rights = new aws.iam.Policy(
    `${name}-replication-policy`,
    {
      policy: pulumi.jsonStringify(policy),
      tags: tagsOf(args.ownership, { name: `${name}-replication` }),
    },
    { parent },
  )
  const link = { role: role.name, policyArn: rights.arn }
  return new aws.iam.RolePolicyAttachment(`${name}-replication-rights`, link, { parent })
}

/** The plan has refused a destination without a key. */
const keyOf = ({ keyArn = '' }: BucketRef): pulumi.Input<string> => keyArn
