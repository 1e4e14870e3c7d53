import * as aws from '@pulumi/aws'
import * as eks from '@pulumi/eks'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import type { ClusterArgs } from './cluster-args.ts'
import type { ClusterPlan } from './cluster-plan.ts'
import { clusterTransform } from './eks-transforms.ts'

/** What the parts of a cluster are made from. */
export interface ClusterContext {
  readonly name: string
  readonly args: ClusterArgs
  readonly plan: ClusterPlan
  readonly parent: pulumi.Resource
}

const LOG_TYPES = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']

/** Makes the control plane, and before it all that EKS would otherwise make up by itself. */
export function createControlPlane(context: ClusterContext): eks.Cluster {
  const { name, plan, parent } = context
  const logs = createLogGroup(context)
  const { role, attachments } = createServiceRole(context)
  return new eks.Cluster(
    name,
    { ...controlPlaneInputs(context), ...NOTHING_ELSE, serviceRole: role },
    {
      parent,
      dependsOn: [logs, ...attachments],
      transforms: [clusterTransform(plan)],
      protect: plan.protect,
    },
  )
}

// Nothing but the control plane: add-ons, nodes, roles and groups are made and pinned here, and
// nothing asks AWS for a most recent version.
const NOTHING_ELSE = {
  bootstrapSelfManagedAddons: false,
  useDefaultVpcCni: true,
  kubeProxyAddonOptions: { enabled: false },
  corednsAddonOptions: { enabled: false },
  skipDefaultNodeGroup: true,
  skipDefaultSecurityGroups: true,
  createInstanceRole: false,
  createOidcProvider: false,
} satisfies eks.ClusterArgs

function controlPlaneInputs({ args, plan }: ClusterContext): eks.ClusterArgs {
  const { network, ownership, keys } = args
  const { publicEndpointCidrs, serviceCidr } = plan
  return {
    name: plan.clusterName,
    version: plan.kubernetesVersion,
    vpcId: network.vpcId,
    privateSubnetIds: network.privateSubnetIds,
    authenticationMode: 'API',
    endpointPrivateAccess: true,
    endpointPublicAccess: publicEndpointCidrs !== undefined,
    ...(publicEndpointCidrs !== undefined && { publicAccessCidrs: publicEndpointCidrs }),
    ...(serviceCidr !== undefined && { kubernetesServiceIpAddressRange: serviceCidr }),
    encryptionConfigKeyArn: keys.secrets.arn,
    enabledClusterLogTypes: LOG_TYPES,
    upgradePolicy: { supportType: plan.support },
    deletionProtection: plan.deletionProtection,
    tags: tagsOf(ownership),
    clusterTags: { Name: plan.clusterName },
  }
}

function createLogGroup({ name, args, plan, parent }: ClusterContext): aws.cloudwatch.LogGroup {
  return new aws.cloudwatch.LogGroup(
    `${name}-logs`,
    {
      name: plan.logGroupName,
      retentionInDays: plan.logRetentionDays,
      kmsKeyId: args.keys.logs.arn,
      tags: tagsOf(args.ownership, { name: plan.logGroupName }),
    },
    { parent },
  )
}

function createServiceRole({ name, args, plan, parent }: ClusterContext) {
  const role = new aws.iam.Role(
    `${name}-control-plane`,
    {
      description: `Control plane of the EKS cluster ${name}`,
      assumeRolePolicy: pulumi.jsonStringify(controlPlaneTrust(args, plan)),
      tags: tagsOf(args.ownership, { name: `${name}-control-plane` }),
    },
    { parent },
  )
  const secrets = new aws.iam.Policy(
    `${name}-secrets-key`,
    {
      description: 'Encryption of Kubernetes secrets',
      policy: pulumi.jsonStringify(secretsKeyPolicy(args.keys.secrets.arn)),
      tags: tagsOf(args.ownership, { name: `${name}-secrets-key` }),
    },
    { parent },
  )
  const policies = {
    cluster: 'arn:aws:iam::aws:policy/AmazonEKSClusterPolicy',
    'secrets-key': secrets.arn,
  }
  const attachments = Object.entries(policies).map(
    ([key, policyArn]) =>
      new aws.iam.RolePolicyAttachment(
        `${name}-control-plane-${key}`,
        { role: role.name, policyArn },
        { parent },
      ),
  )
  return { role, attachments }
}

// https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
function controlPlaneTrust(
  { region, accountId }: ClusterArgs,
  { clusterName }: ClusterPlan,
): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ThisClusterOnly',
        Effect: 'Allow',
        Principal: { Service: 'eks.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnEquals: {
            'aws:SourceArn': pulumi.interpolate`arn:aws:eks:${region}:${accountId}:cluster/${clusterName}`,
          },
        },
      },
    ],
  }
}

function secretsKeyPolicy(keyArn: pulumi.Input<string>): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'EncryptSecrets',
        Effect: 'Allow',
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ListGrants', 'kms:DescribeKey'],
        Resource: keyArn,
      },
    ],
  }
}
