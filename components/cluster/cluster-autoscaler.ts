import type * as pulumi from '@pulumi/pulumi'
import { HARDENED_CONTAINER, spreadOverZones } from '../chart/chart-values.ts'
import type { WorkloadIdentityStatement } from '../workload-identity/statements.ts'

/** Service account of the autoscaler, in `kube-system`. */
export const CLUSTER_AUTOSCALER_ACCOUNT = 'cluster-autoscaler'

/** Values of the chart: node groups are found by the tags that EKS puts on them. */
export function clusterAutoscalerValues(
  cluster: { clusterName: pulumi.Input<string>; region: pulumi.Input<string> },
  imageTag: string,
): Record<string, unknown> {
  return {
    autoDiscovery: { clusterName: cluster.clusterName },
    awsRegion: cluster.region,
    cloudProvider: 'aws',
    fullnameOverride: CLUSTER_AUTOSCALER_ACCOUNT,
    image: { tag: imageTag },
    replicaCount: 2,
    rbac: { serviceAccount: { create: true, name: CLUSTER_AUTOSCALER_ACCOUNT } },
    extraArgs: {
      'balance-similar-node-groups': true,
      expander: 'least-waste',
      'skip-nodes-with-local-storage': false,
      'skip-nodes-with-system-pods': false,
      v: 2,
    },
    podDisruptionBudget: { maxUnavailable: 1 },
    topologySpreadConstraints: [spreadOverZones(CLUSTER_AUTOSCALER_ACCOUNT)],
    resources: { requests: { cpu: '100m', memory: '300Mi' }, limits: { memory: '600Mi' } },
    securityContext: { runAsNonRoot: true, runAsUser: 65534, runAsGroup: 65534, fsGroup: 65534 },
    containerSecurityContext: HARDENED_CONTAINER,
  }
}

const READING = [
  'autoscaling:DescribeAutoScalingGroups',
  'autoscaling:DescribeAutoScalingInstances',
  'autoscaling:DescribeLaunchConfigurations',
  'autoscaling:DescribeScalingActivities',
  'ec2:DescribeImages',
  'ec2:DescribeInstanceTypes',
  'ec2:DescribeLaunchTemplateVersions',
  'ec2:GetInstanceTypesFromInstanceRequirements',
]

/**
 * What the autoscaler may do: see all groups, and resize those of its own cluster.
 * https://github.com/kubernetes/autoscaler/blob/master/cluster-autoscaler/cloudprovider/aws/README.md
 */
export function clusterAutoscalerStatements(scope: {
  clusterName: string
  region: string
  accountId: string
}): WorkloadIdentityStatement[] {
  const { clusterName, region, accountId } = scope
  return [
    {
      sid: 'Read',
      actions: READING,
      resources: ['*'],
    },
    {
      // What nodes of an empty group would look like.
      sid: 'ReadNodeGroups',
      actions: ['eks:DescribeNodegroup'],
      resources: [`arn:aws:eks:${region}:${accountId}:nodegroup/${clusterName}/*/*`],
    },
    {
      sid: 'ResizeOwnGroups',
      actions: [
        'autoscaling:SetDesiredCapacity',
        'autoscaling:TerminateInstanceInAutoScalingGroup',
      ],
      resources: [
        `arn:aws:autoscaling:${region}:${accountId}:autoScalingGroup:*:autoScalingGroupName/*`,
      ],
      conditions: [
        {
          operator: 'StringEquals',
          key: `aws:ResourceTag/k8s.io/cluster-autoscaler/${clusterName}`,
          values: ['owned'],
        },
      ],
    },
  ]
}
