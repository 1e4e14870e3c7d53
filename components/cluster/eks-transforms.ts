import type * as pulumi from '@pulumi/pulumi'
import type { ClusterPlan } from './cluster-plan.ts'

type Inputs = Record<string, unknown>

/** A transform that completes the inputs of one type of resource. */
function completing(type: string, complete: (inputs: Inputs) => Inputs): pulumi.ResourceTransform {
  return (resource) =>
    resource.type === type
      ? { props: { ...resource.props, ...complete(resource.props) }, opts: resource.opts }
      : undefined
}

/**
 * Sets what `@pulumi/eks` decides for itself: it makes whoever creates a cluster its administrator,
 * for the sake of charts that it could install, and knows no zonal shift.
 * https://github.com/pulumi/pulumi-eks/blob/master/nodejs/eks/cluster/cluster.ts
 */
export function clusterTransform(
  plan: Pick<ClusterPlan, 'creatorIsAdmin' | 'zonalShift'>,
): pulumi.ResourceTransform {
  return completing('aws:eks/cluster:Cluster', () => ({
    accessConfig: {
      authenticationMode: 'API',
      bootstrapClusterCreatorAdminPermissions: plan.creatorIsAdmin,
    },
    zonalShiftConfig: { enabled: plan.zonalShift },
  }))
}

/**
 * Sets what `eks.ManagedNodeGroup` does not take: an update replaces a third of the nodes at a time,
 * and EKS replaces nodes that are ill.
 * https://docs.aws.amazon.com/eks/latest/userguide/node-repair.html
 */
export function nodeGroupTransform(): pulumi.ResourceTransform {
  return completing('aws:eks/nodeGroup:NodeGroup', () => ({
    updateConfig: { maxUnavailablePercentage: 33 },
    nodeRepairConfig: { enabled: true },
  }))
}

/**
 * Sets an add-on's tags: `eks.Addon` hands on a list where AWS wants a map.
 * https://github.com/pulumi/pulumi-eks/blob/master/nodejs/eks/addons/addon.ts
 */
export function addOnTransform(tags: Record<string, string>): pulumi.ResourceTransform {
  return completing('aws:eks/addon:Addon', () => ({ tags }))
}
