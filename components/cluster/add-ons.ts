import * as eks from '@pulumi/eks'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import { grantPodIdentity, type PodIdentityGrant } from '../workload-identity/pod-identity.ts'
import type { WorkloadIdentityStatement } from '../workload-identity/statements.ts'
import type { AddOnPlan } from './add-on-plan.ts'
import type { ClusterContext } from './control-plane.ts'
import { addOnTransform } from './eks-transforms.ts'

/** A service account of an add-on and what it may do. */
interface AddOnIdentity {
  readonly serviceAccount: string
  readonly managedPolicy: string
  readonly statements?: WorkloadIdentityStatement[]
}

/**
 * Makes add-ons, each after what it waits for and after the identity of its pods: credentials are
 * given to a pod when it starts, so an association that comes later comes too late.
 */
export function createAddOns(
  context: ClusterContext,
  cluster: eks.Cluster,
  phase: { plans: readonly AddOnPlan[]; after: readonly pulumi.Resource[] },
): pulumi.Resource[] {
  const { name, args, parent } = context
  return phase.plans.map(({ addOn, version, configuration }) => {
    const identity = createIdentity(context, cluster, addOn)
    return new eks.Addon(
      `${name}-${addOn}`,
      {
        cluster,
        addonName: addOn,
        addonVersion: version,
        preserve: false,
        resolveConflictsOnCreate: 'OVERWRITE',
        resolveConflictsOnUpdate: 'OVERWRITE',
        ...(configuration !== undefined && { configurationValues: configuration }),
      },
      {
        parent,
        dependsOn: [...phase.after, ...identity],
        transforms: [addOnTransform(tagsOf(args.ownership, { name: `${name}-${addOn}` }))],
      },
    )
  })
}

function createIdentity(
  { name, args, parent, plan }: ClusterContext,
  cluster: eks.Cluster,
  addOn: string,
): readonly pulumi.Resource[] {
  const identity = identitiesOf(args.keys.volumes.arn)[addOn]
  if (identity === undefined) return []
  const { region, accountId, ownership } = args
  const { managedPolicy, statements, serviceAccount } = identity
  const grant: PodIdentityGrant = {
    subject: {
      clusterName: cluster.eksCluster.name,
      clusterArn: pulumi.interpolate`arn:aws:eks:${region}:${accountId}:cluster/${plan.clusterName}`,
      accountId,
      namespace: 'kube-system',
      serviceAccount,
    },
    ownership,
    managedPolicyArns: { managed: `arn:aws:iam::aws:policy/${managedPolicy}` },
    ...(statements !== undefined && { statements }),
  }
  return grantPodIdentity(`${name}-${addOn}`, grant, { parent }).ready
}

// https://docs.aws.amazon.com/eks/latest/userguide/add-ons-iam.html
function identitiesOf(volumesKey: pulumi.Input<string>): Record<string, AddOnIdentity> {
  return {
    'vpc-cni': { serviceAccount: 'aws-node', managedPolicy: 'AmazonEKS_CNI_Policy' },
    'aws-ebs-csi-driver': {
      serviceAccount: 'ebs-csi-controller-sa',
      managedPolicy: 'service-role/AmazonEBSCSIDriverPolicy',
      statements: volumeKeyStatements(volumesKey),
    },
    'aws-efs-csi-driver': {
      serviceAccount: 'efs-csi-controller-sa',
      managedPolicy: 'service-role/AmazonEFSCSIDriverPolicy',
    },
  }
}

// https://docs.aws.amazon.com/eks/latest/userguide/ebs-csi.html
function volumeKeyStatements(key: pulumi.Input<string>): WorkloadIdentityStatement[] {
  return [
    {
      sid: 'EncryptVolumes',
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:Encrypt',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      resources: [key],
    },
    {
      sid: 'LetEc2Encrypt',
      actions: ['kms:CreateGrant'],
      resources: [key],
      conditions: [{ operator: 'Bool', key: 'kms:GrantIsForAWSResource', values: ['true'] }],
    },
  ]
}
