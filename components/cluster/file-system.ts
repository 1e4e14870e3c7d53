import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import type { ClusterFileSystem } from './cluster-args.ts'
import type { ClusterContext } from './control-plane.ts'

/**
 * Makes an encrypted file system with a mount target in each private subnet, which the nodes of the
 * cluster alone reach, by NFS over TLS.
 */
export function createFileSystem(
  context: ClusterContext,
  settings: ClusterFileSystem,
  nodes: pulumi.Output<string>,
): pulumi.Output<string> {
  const { name, args, plan, parent } = context
  const fileSystem = new aws.efs.FileSystem(
    `${name}-files`,
    {
      encrypted: true,
      kmsKeyId: args.keys.volumes.arn,
      throughputMode: 'elastic',
      performanceMode: 'generalPurpose',
      lifecyclePolicies: [
        { transitionToIa: 'AFTER_30_DAYS' },
        { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' },
      ],
      tags: tagsOf(args.ownership, { name: `${name}-files` }),
    },
    { parent, protect: plan.protect },
  )
  guard(context, settings, fileSystem)
  const group = createSecurityGroup(context, nodes)
  const subnets = pulumi.output(args.network.privateSubnetIds)
  const targets = settings.zones.map(
    (zone, index) =>
      new aws.efs.MountTarget(
        `${name}-files-${zone}`,
        {
          fileSystemId: fileSystem.id,
          subnetId: subnets.apply((ids) => ids[index] ?? ''),
          securityGroups: [group.id],
        },
        { parent },
      ),
  )
  // A volume on it can be mounted once there is a mount target in the pod's zone.
  return pulumi.all([fileSystem.id, ...targets.map(({ id }) => id)]).apply(([id = '']) => id)
}

function guard(
  { name, parent }: ClusterContext,
  settings: ClusterFileSystem,
  fileSystem: aws.efs.FileSystem,
): void {
  new aws.efs.FileSystemPolicy(
    `${name}-files`,
    { fileSystemId: fileSystem.id, policy: pulumi.jsonStringify(fileSystemPolicy(fileSystem.arn)) },
    { parent },
  )
  new aws.efs.BackupPolicy(
    `${name}-files`,
    {
      fileSystemId: fileSystem.id,
      backupPolicy: { status: (settings.backups ?? true) ? 'ENABLED' : 'DISABLED' },
    },
    { parent },
  )
}

function createSecurityGroup(
  { name, args, parent }: ClusterContext,
  nodes: pulumi.Output<string>,
): aws.ec2.SecurityGroup {
  const group = new aws.ec2.SecurityGroup(
    `${name}-files`,
    {
      description: `File system of the EKS cluster ${name}`,
      vpcId: args.network.vpcId,
      tags: tagsOf(args.ownership, { name: `${name}-files` }),
    },
    { parent },
  )
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-files-nfs`,
    {
      securityGroupId: group.id,
      description: 'NFS from the nodes',
      referencedSecurityGroupId: nodes,
      ipProtocol: 'tcp',
      fromPort: 2049,
      toPort: 2049,
      tags: tagsOf(args.ownership, { name: `${name}-files-nfs` }),
    },
    { parent },
  )
  return group
}

// https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
function fileSystemPolicy(arn: pulumi.Input<string>): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ThroughMountTargets',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
        Resource: arn,
        Condition: { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } },
      },
      {
        Sid: 'NothingWithoutTls',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: '*',
        Resource: arn,
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  }
}
