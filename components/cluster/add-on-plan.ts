import type { ClusterPlan } from './cluster-plan.ts'
import { corefile } from './corefile.ts'

/** An EKS add-on, decided. */
export interface AddOnPlan {
  readonly addOn: string
  readonly version: string
  readonly configuration?: Readonly<Record<string, unknown>>
}

/** Add-ons of a cluster, by whether nodes need them or they need nodes. */
export interface AddOnPhases {
  /** Daemon sets without which no node becomes ready. */
  readonly beforeNodes: readonly AddOnPlan[]
  /** Deployments that stay degraded until there is a node to run on. */
  readonly afterNodes: readonly AddOnPlan[]
}

/**
 * Sorts the add-ons into two phases: CoreDNS, made before there are nodes, fails after 20 minutes;
 * nodes, made before the network add-on, never become ready.
 * https://github.com/pulumi/pulumi-eks/issues/1819
 */
export function planAddOns(
  { addOns, nameRewrites = {} }: Pick<ClusterPlan, 'addOns'> & Partial<ClusterPlan>,
  fileSystem: boolean,
): AddOnPhases {
  const plan = (addOn: string, configuration?: AddOnPlan['configuration']): AddOnPlan => {
    const version = addOns[addOn]
    if (version === undefined) throw new Error(`The version table has no add-on ${addOn}`)
    return { addOn, version, ...(configuration !== undefined && { configuration }) }
  }
  return {
    beforeNodes: [
      plan('eks-pod-identity-agent'),
      plan('kube-proxy'),
      // Without it NetworkPolicies are accepted and do nothing.
      plan('vpc-cni', { enableNetworkPolicy: 'true' }),
    ],
    afterNodes: [
      plan('coredns', {
        autoScaling: { enabled: true, minReplicas: 2, maxReplicas: 10 },
        ...(Object.keys(nameRewrites).length > 0 && { corefile: corefile(nameRewrites) }),
      }),
      plan('metrics-server'),
      plan('aws-ebs-csi-driver'),
      ...(fileSystem ? [plan('aws-efs-csi-driver')] : []),
      plan('aws-secrets-store-csi-driver-provider', {
        'secrets-store-csi-driver': { enableSecretRotation: true, rotationPollInterval: '2m' },
      }),
    ],
  }
}
