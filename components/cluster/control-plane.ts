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
  const { name, args, plan, parent } = context
  const { network, ownership, keys } = args
  const logs = createLogGroup(context)
  const { role, attachments } = createServiceRole(context)
  const publicCidrs = plan.publicEndpointCidrs
  return new eks.Cluster(
    name,
    {
      name: plan.clusterName,
      version: plan.kubernetesVersion,
      vpcId: network.vpcId,
      privateSubnetIds: network.privateSubnetIds,
      authenticationMode: 'API',
      serviceRole: role,
      endpointPrivateAccess: true,
      endpointPublicAccess: publicCidrs !== undefined,
      ...(publicCidrs !== undefined && { publicAccessCidrs: publicCidrs }),
      ...(plan.serviceCidr !== undefined && { kubernetesServiceIpAddressRange: plan.serviceCidr }),
      encryptionConfigKeyArn: keys.secrets.arn,
      enabledClusterLogTypes: LOG_TYPES,
      upgradePolicy: { supportType: plan.support },
      deletionProtection: plan.deletionProtection,
      tags: tagsOf(ownership),
      clusterTags: { Name: plan.clusterName },
      // Nothing but the control plane: add-ons, nodes, roles and groups are made and pinned here, and
      // nothing asks AWS for a most recent version.
      bootstrapSelfManagedAddons: false,
      useDefaultVpcCni: true,
      kubeProxyAddonOptions: { enabled: false },
      corednsAddonOptions: { enabled: false },
      skipDefaultNodeGroup: true,
      skipDefaultSecurityGroups: true,
      createInstanceRole: false,
      createOidcProvider: false,
    },
    {
      parent,
      dependsOn: [logs, ...attachments],
      transforms: [clusterTransform(plan)],
      protect: plan.protect,
    },
  )
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

function createServiceRole({ name, args, parent }: ClusterContext) {
  const role = new aws.iam.Role(
    `${name}-control-plane`,
    {
      description: `Control plane of the EKS cluster ${name}`,
      assumeRolePolicy: serviceTrust('eks.amazonaws.com'),
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

/** Trust policy of a role that a service of AWS assumes. */
export function serviceTrust(service: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: service },
        Action: 'sts:AssumeRole',
      },
    ],
  })
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
