import type * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'

type PodSpec = k8s.types.input.core.v1.PodSpec
type Container = k8s.types.input.core.v1.Container

/** Compute of one container, as Kubernetes writes quantities. */
export interface Compute {
  readonly cpuRequest: string
  readonly memoryRequest: string
  readonly cpuLimit: string
  readonly memoryLimit: string
}

/** Requests and limits of a container; what it writes to its own disk is bounded too. */
export const computeOf = (compute: Compute, disk = '256Mi') => ({
  requests: {
    cpu: compute.cpuRequest,
    memory: compute.memoryRequest,
    'ephemeral-storage': '64Mi',
  },
  limits: { cpu: compute.cpuLimit, memory: compute.memoryLimit, 'ephemeral-storage': disk },
})

/** The part of a pod that the restricted standard asks for, as one user and group. */
export const restrictedPod = (
  serviceAccountName: pulumi.Input<string>,
  id: number,
  group = id,
): Omit<PodSpec, 'containers'> => ({
  serviceAccountName,
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: {
    runAsNonRoot: true,
    runAsUser: id,
    runAsGroup: group,
    fsGroup: group,
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  },
})

/** Security context of a container, complete: some scanners read only there. */
export const hardenedAs = (id: number, group = id): NonNullable<Container['securityContext']> => ({
  allowPrivilegeEscalation: false,
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: id,
  runAsGroup: group,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
})

/** Spreads pods over zones, strictly where the cluster has some, and over nodes as far as there are any. */
export const spreadOver = (selector: Record<string, string>, zones: boolean) => {
  const over = (topologyKey: string, whenUnsatisfiable: string) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: selector },
    // Counts the pods of one release: those of the last one are leaving.
    matchLabelKeys: ['pod-template-hash'],
  })
  const nodes = over('kubernetes.io/hostname', 'ScheduleAnyway')
  return zones ? [over('topology.kubernetes.io/zone', 'DoNotSchedule'), nodes] : [nodes]
}

/** From the least number of replicas to twice as many, by CPU at 70 % of the request. */
export const scaling = (deployment: string, least: number) => ({
  scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment },
  minReplicas: least,
  maxReplicas: 2 * least,
  metrics: [
    {
      type: 'Resource',
      resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } },
    },
  ],
})

/** Disruptions take one replica at a time; one that is not ready must not hold up a drain. */
export const oneAtATime = (selector: Record<string, string>) => ({
  selector: { matchLabels: selector },
  maxUnavailable: 1,
  unhealthyPodEvictionPolicy: 'AlwaysAllow',
})
