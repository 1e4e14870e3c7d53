import {
  type ConstructionSite,
  idOf,
  outputOf,
  type RegisteredChild,
} from '../construction-site.ts'
import type { ClusterArgs } from './cluster-args.ts'
import { subnetsOf } from './control-plane.ts'
import { registerServiceRole } from './service-role.ts'

/** Registers the role of the default nodes with its profile, unless roles are given or not wanted. */
export async function registerInstanceRole(
  { name, urn, inputs, tags }: ClusterArgs,
  site: ConstructionSite,
): Promise<RegisteredChild | undefined> {
  const wanted = inputs.createInstanceRole ?? inputs.skipDefaultNodeGroup !== true
  if (inputs.instanceRole || inputs.instanceRoles || wanted !== true) return undefined
  const { role, attachments } = await registerServiceRole(site, {
    name: `${name}-instanceRole`,
    parent: urn,
    service: 'ec2.amazonaws.com',
    policies: [
      'AmazonEKSWorkerNodePolicy',
      'AmazonEKS_CNI_Policy',
      'AmazonEC2ContainerRegistryReadOnly',
    ],
    tags,
  })
  await site.register({
    type: 'aws:iam/instanceProfile:InstanceProfile',
    name: `${name}-instanceProfile`,
    inputs: { role: outputOf(role, 'name') },
    after: [role, ...attachments],
  })
  return role
}

/** Registers the default nodes: a launch template and an auto-scaling group. */
export async function registerDefaultNodes(
  { name, inputs, tags }: ClusterArgs,
  site: ConstructionSite,
  parts: { cluster: RegisteredChild; nodes: RegisteredChild | undefined },
): Promise<RegisteredChild> {
  const template = await site.register({
    type: 'aws:ec2/launchTemplate:LaunchTemplate',
    name: `${name}-launchTemplate`,
    inputs: {
      instanceType: inputs.instanceType ?? 't3.medium',
      vpcSecurityGroupIds: parts.nodes ? [idOf(parts.nodes)] : undefined,
    },
    from: ['instanceType'],
    after: [parts.cluster, ...(parts.nodes ? [parts.nodes] : [])],
  })
  return site.register({
    type: 'aws:autoscaling/group:Group',
    name,
    inputs: {
      minSize: inputs.minSize ?? 1,
      maxSize: inputs.maxSize ?? 2,
      desiredCapacity: inputs.desiredCapacity ?? 2,
      vpcZoneIdentifiers: inputs.nodeSubnetIds ?? subnetsOf(inputs),
      launchTemplate: { id: idOf(template), version: '$Latest' },
      tags: Object.entries((tags ?? {}) as Record<string, string>).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
    },
    from: ['minSize', 'maxSize', 'desiredCapacity', 'nodeSubnetIds', 'subnetIds', 'tags'],
    after: [template],
  })
}
