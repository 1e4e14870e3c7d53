import type { PlainValue, Properties } from '../../engine/wire.ts'
import {
  type ConstructionSite,
  idOf,
  lookedUp,
  merged,
  outputOf,
  type RegisteredChild,
} from '../construction-site.ts'
import type { ClusterArgs } from './cluster-args.ts'
import { registerServiceRole, type ServiceRole } from './service-role.ts'

/** The control plane and what it stands on. */
export interface ControlPlane {
  readonly cluster: RegisteredChild
  readonly securityGroup: RegisteredChild | undefined
  readonly serviceRole: PlainValue
  readonly autoNodeRole: ServiceRole | undefined
}

const AUTO_MODE_POLICIES = [
  'AmazonEKSComputePolicy',
  'AmazonEKSBlockStoragePolicy',
  'AmazonEKSLoadBalancingPolicy',
  'AmazonEKSNetworkingPolicy',
]

/** Registers roles, security group and the cluster itself. */
export async function registerControlPlane(
  args: ClusterArgs,
  site: ConstructionSite,
): Promise<ControlPlane> {
  const { inputs } = args
  const given = inputs.serviceRole === undefined ? undefined : await site.lookUp(inputs.serviceRole)
  const ownRole = given ? undefined : await registerClusterRole(args, site)
  const securityGroup = await registerSecurityGroup(args, site)
  const givenGroup = inputs.clusterSecurityGroup
  const foundGroup = givenGroup ? await site.lookUp(givenGroup) : undefined
  const groupId = foundGroup ? (foundGroup.id ?? null) : securityGroup && idOf(securityGroup)
  const autoNodeRole = await registerAutoNodeRole(args, site)
  const roles = [ownRole, autoNodeRole].filter((role) => role !== undefined)
  const cluster = await site.register({
    type: 'aws:eks/cluster:Cluster',
    name: `${args.name}-eksCluster`,
    inputs: {
      ...clusterInputs(args, groupId),
      ...(args.autoMode && autoModeInputs(args, autoNodeRole)),
      roleArn: given ? (given.arn ?? null) : ownRole && outputOf(ownRole.role, 'arn'),
    },
    from: Object.keys(inputs),
    after: [
      ...roles.flatMap(({ role, attachments }) => [role, ...attachments]),
      ...(securityGroup ? [securityGroup] : []),
      ...lookedUp(given ?? {}),
      ...lookedUp(foundGroup ?? {}),
    ],
    ignoreChanges: [
      'accessConfig.bootstrapClusterCreatorAdminPermissions',
      'bootstrapSelfManagedAddons',
    ],
  })
  const serviceRole = ownRole ? site.reference(ownRole.role) : (inputs.serviceRole ?? null)
  return { cluster, securityGroup, serviceRole, autoNodeRole }
}

const registerClusterRole = (args: ClusterArgs, site: ConstructionSite): Promise<ServiceRole> =>
  registerServiceRole(site, {
    name: `${args.name}-eksRole`,
    parent: args.urn,
    service: 'eks.amazonaws.com',
    description: 'Allows EKS to manage clusters on your behalf.',
    policies: ['AmazonEKSClusterPolicy', ...(args.autoMode ? AUTO_MODE_POLICIES : [])],
    actions: ['sts:AssumeRole', 'sts:TagSession'],
    tags: args.tags,
  })

async function registerAutoNodeRole(
  args: ClusterArgs,
  site: ConstructionSite,
): Promise<ServiceRole | undefined> {
  const autoMode = args.inputs.autoMode as Properties | undefined
  if (!args.autoMode || autoMode?.createNodeRole === false) return undefined
  return registerServiceRole(site, {
    name: `${args.name}-nodeRole`,
    parent: args.urn,
    service: 'ec2.amazonaws.com',
    policies: ['AmazonEKSWorkerNodeMinimalPolicy', 'AmazonEC2ContainerRegistryPullOnly'],
    tags: args.tags,
  })
}

async function registerSecurityGroup(
  { name, inputs, tags, skipSecurityGroups }: ClusterArgs,
  site: ConstructionSite,
): Promise<RegisteredChild | undefined> {
  if (skipSecurityGroups || inputs.clusterSecurityGroup) return undefined
  const group = await site.register({
    type: 'aws:ec2/securityGroup:SecurityGroup',
    name: `${name}-eksClusterSecurityGroup`,
    inputs: {
      vpcId: inputs.vpcId,
      revokeRulesOnDelete: true,
      tags: merged(
        { Name: `${name}-eksClusterSecurityGroup` },
        inputs.clusterSecurityGroupTags,
        tags,
      ),
    },
    from: ['vpcId', 'tags', 'clusterSecurityGroupTags'],
  })
  await site.register({
    type: 'aws:ec2/securityGroupRule:SecurityGroupRule',
    name: `${name}-eksClusterInternetEgressRule`,
    inputs: {
      description: 'Allow internet access.',
      type: 'egress',
      fromPort: 0,
      toPort: 0,
      protocol: '-1',
      cidrBlocks: ['0.0.0.0/0'],
      securityGroupId: idOf(group),
    },
    after: [group],
  })
  return group
}

function clusterInputs(
  { name, inputs, tags, autoMode }: ClusterArgs,
  groupId: PlainValue | undefined,
): Record<string, PlainValue | undefined> {
  const keyArn = inputs.encryptionConfigKeyArn
  const authenticationMode = inputs.authenticationMode
  return {
    name: inputs.name,
    bootstrapSelfManagedAddons: autoMode ? false : (inputs.bootstrapSelfManagedAddons ?? true),
    vpcConfig: {
      ...(groupId !== undefined && { securityGroupIds: [groupId] }),
      subnetIds: subnetsOf(inputs),
      ...picked(inputs, ['endpointPrivateAccess', 'endpointPublicAccess', 'publicAccessCidrs']),
    },
    version: inputs.version,
    enabledClusterLogTypes: inputs.enabledClusterLogTypes,
    tags: merged({ Name: `${name}-eksCluster` }, inputs.clusterTags, tags),
    encryptionConfig:
      keyArn === undefined ? undefined : { provider: { keyArn }, resources: ['secrets'] },
    kubernetesNetworkConfig: networkConfig(inputs),
    accessConfig:
      authenticationMode === undefined
        ? undefined
        : { authenticationMode, bootstrapClusterCreatorAdminPermissions: true },
    upgradePolicy: inputs.upgradePolicy,
    deletionProtection: inputs.deletionProtection,
  }
}

function networkConfig(inputs: Properties): Properties | undefined {
  const { kubernetesServiceIpAddressRange: range, ipFamily } = inputs
  if (range === undefined && ipFamily === undefined) return undefined
  const isIpv4 = ipFamily === undefined || ipFamily === 'ipv4'
  return {
    ...(isIpv4 && range !== undefined && { serviceIpv4Cidr: range }),
    ipFamily: ipFamily ?? 'ipv4',
  }
}

function autoModeInputs({ inputs }: ClusterArgs, nodeRole: ServiceRole | undefined): Properties {
  const { computeConfig } = (inputs.autoMode ?? {}) as Properties
  return {
    computeConfig: merged(
      {
        enabled: true,
        nodePools: ['general-purpose', 'system'],
        ...(nodeRole && { nodeRoleArn: outputOf(nodeRole.role, 'arn') }),
      },
      computeConfig,
    ),
    storageConfig: { blockStorage: { enabled: true } },
    kubernetesNetworkConfig: {
      ...(networkConfig(inputs) ?? { ipFamily: 'ipv4' }),
      elasticLoadBalancing: { enabled: true },
    },
  }
}

/** Subnets of the control plane: one list, or the public and then the private ones. */
export function subnetsOf(inputs: Properties): PlainValue {
  if (inputs.subnetIds !== undefined) return inputs.subnetIds
  const [open, closed] = [inputs.publicSubnetIds ?? [], inputs.privateSubnetIds ?? []]
  return Array.isArray(open) && Array.isArray(closed) ? [...open, ...closed] : closed
}

const picked = (inputs: Properties, keys: readonly string[]): Properties =>
  Object.fromEntries(keys.flatMap((key) => (inputs[key] === undefined ? [] : [[key, inputs[key]]])))
