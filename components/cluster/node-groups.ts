import * as aws from '@pulumi/aws'
import * as eks from '@pulumi/eks'
import type * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import type { ClusterContext } from './control-plane.ts'
import { nodeGroupTransform } from './eks-transforms.ts'
import type { NodeGroupPlan } from './node-group-plan.ts'
import { nodeUserData } from './node-user-data.ts'

/** The role that all nodes of a cluster share. */
export interface NodeRole {
  readonly role: aws.iam.Role
  readonly attachments: readonly pulumi.Resource[]
}

// What pods may do is theirs, by pod identity, the network add-on's included. Session Manager takes
// the place of SSH. https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
const NODE_POLICIES = {
  worker: 'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy',
  pull: 'arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly',
  ssm: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
}

const INSTANCE_TRUST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
}

/** Makes the nodes' role. EKS makes its access entry with the first node group. */
export function createNodeRole({ name, args, parent }: ClusterContext): NodeRole {
  const role = new aws.iam.Role(
    `${name}-node`,
    {
      description: `Nodes of the EKS cluster ${name}`,
      assumeRolePolicy: JSON.stringify(INSTANCE_TRUST),
      tags: tagsOf(args.ownership, { name: `${name}-node` }),
    },
    { parent },
  )
  const policies: Record<string, pulumi.Input<string>> = {
    ...args.nodePolicyArns,
    ...NODE_POLICIES,
  }
  const attachments = Object.entries(policies).map(
    ([key, policyArn]) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-node-${key}`,
        { role: role.name, policyArn },
        { parent },
      ),
  )
  return { role, attachments }
}

/** Makes the node groups, which follow the version of the control plane. */
export function createNodeGroups(
  context: ClusterContext,
  cluster: eks.Cluster,
  nodes: { role: NodeRole; after: readonly pulumi.Resource[] },
): pulumi.Resource[] {
  const { name, args, plan, parent } = context
  return plan.nodeGroups.map((group) => {
    const { minSize, maxSize, desiredSize } = group
    const template = createLaunchTemplate(context, group)
    return new eks.ManagedNodeGroup(
      `${name}-${group.key}`,
      {
        cluster,
        nodeRoleArn: nodes.role.role.arn,
        version: cluster.eksCluster.version,
        subnetIds: group.subnetIds ?? args.network.privateSubnetIds,
        instanceTypes: group.instanceTypes,
        capacityType: group.capacity,
        amiType: group.image,
        scalingConfig: { minSize, maxSize, desiredSize },
        // The autoscaler moves it; an update would take back what it did.
        ignoreScalingChanges: true,
        launchTemplate: {
          id: template.id,
          version: template.latestVersion.apply((version) => `${version}`),
        },
        labels: { 'node-group': group.key, ...group.labels },
        ...(group.taints.length > 0 && { taints: group.taints }),
        tags: tagsOf(args.ownership, { name: `${name}-${group.key}` }),
      },
      {
        parent,
        dependsOn: [...nodes.role.attachments, ...nodes.after],
        transforms: [nodeGroupTransform()],
      },
    )
  })
}

function createLaunchTemplate(
  { name, args, parent }: ClusterContext,
  group: NodeGroupPlan,
): aws.ec2.LaunchTemplate {
  const tags = tagsOf(args.ownership, { name: `${name}-${group.key}` })
  const userData = nodeUserData(group)
  return new aws.ec2.LaunchTemplate(
    `${name}-${group.key}`,
    {
      description: `Nodes ${group.key} of the EKS cluster ${name}`,
      updateDefaultVersion: true,
      ...(userData !== undefined && { userData }),
      // One hop: the node reaches its credentials, pods on it do not.
      metadataOptions: {
        httpEndpoint: 'enabled',
        httpTokens: 'required',
        httpPutResponseHopLimit: 1,
      },
      blockDeviceMappings: [
        {
          deviceName: '/dev/xvda',
          ebs: {
            volumeType: 'gp3',
            volumeSize: group.diskSizeGib,
            encrypted: 'true',
            kmsKeyId: args.keys.volumes.arn,
            deleteOnTermination: 'true',
          },
        },
      ],
      tagSpecifications: ['instance', 'volume', 'network-interface'].map((resourceType) => ({
        resourceType,
        tags,
      })),
      tags,
    },
    { parent },
  )
}
