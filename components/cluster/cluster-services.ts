import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { refuse } from '../argument-error.ts'
import { type ChartInstallation, installChart } from '../chart/install-chart.ts'
import type { KeyRef } from '../keys/key-ref.ts'
import type { NetworkRef } from '../network/network-ref.ts'
import { type Ownership, tagsOf } from '../ownership.ts'
import { CHARTS, CLUSTER_AUTOSCALER, DEFAULT_KUBERNETES_VERSION } from '../versions.ts'
import { grantPodIdentity, podsOf } from '../workload-identity/pod-identity.ts'
import type { WorkloadIdentityStatement } from '../workload-identity/statements.ts'
import {
  CLUSTER_AUTOSCALER_ACCOUNT,
  clusterAutoscalerStatements,
  clusterAutoscalerValues,
} from './cluster-autoscaler.ts'
import type { ClusterRef } from './cluster-ref.ts'
import {
  LOAD_BALANCER_CONTROLLER,
  loadBalancerControllerValues,
  loadBalancerStatements,
} from './load-balancer-controller.ts'
import { blockStorageClass, sharedStorageClass } from './storage-classes.ts'

/** Arguments of {@link ClusterServices}. */
export interface ClusterServicesArgs {
  ownership: Ownership
  /** Cluster to install into; the component's provider has to be for the same one. */
  cluster: ClusterRef
  /** Network of the cluster: load balancers are put into it. */
  network: NetworkRef
  /** Encrypts volumes. The cluster's EBS CSI driver has to be allowed to use it. */
  volumesKey: KeyRef
  /**
   * Minor version of Kubernetes that the cluster runs.
   * @default the version table's default
   */
  kubernetesVersion?: string
  /**
   * Id of an EFS file system that the nodes reach, for the storage class `efs`.
   * @default no such class
   */
  fileSystemId?: pulumi.Input<string>
  /**
   * Keeps disks and directories when their claims are deleted. They then cost until somebody deletes
   * them (a gp3 disk about 0.095 USD for a GiB and month).
   * @default false
   */
  retainVolumes?: boolean
  /**
   * Installs the AWS Load Balancer Controller, which makes load balancers for ingresses and services.
   * @default true
   */
  loadBalancerController?: boolean
  /**
   * Installs the Cluster Autoscaler, which adds nodes for pods that have no room and removes idle ones.
   * @default true
   */
  autoscaler?: boolean
  /**
   * Installs NVIDIA's device plugin, by which pods ask for `nvidia.com/gpu`. GPU nodes need it.
   * @default false
   */
  gpuDevicePlugin?: boolean
}

/**
 * What workloads expect of a cluster and what is made through its API: the default storage class
 * `gp3` (encrypted, tagged), `efs` if there is a file system, the load-balancer controller and the
 * cluster autoscaler, each with an identity of its own.
 *
 * Resources: `StorageClass` objects; for each controller a role, policy, pod identity association and
 * Helm release. Cost: none beyond the nodes it runs on (400m CPU, 900 MiB requested); load balancers
 * and volumes cost what workloads ask for.
 *
 * It takes the Kubernetes provider from its options and makes no ingress, certificate or DNS.
 * With `deletedWith: cluster` a teardown of both does not ask the dying API server; workloads with
 * ingresses or volumes must not have it, or their load balancers and disks stay.
 *
 * @example
 * ```ts
 * const provider = clusterProvider('main', cluster)
 * new ClusterServices(
 *   'services',
 *   { ownership, cluster, network, volumesKey, fileSystemId: cluster.fileSystemId },
 *   { provider, deletedWith: cluster },
 * )
 * ```
 */
export class ClusterServices extends pulumi.ComponentResource {
  /** Name of the default storage class, known once it exists. */
  readonly storageClassName: pulumi.Output<string>
  /** Name of the storage class for volumes that many pods write; absent without a file system. */
  readonly sharedStorageClassName?: pulumi.Output<string>
  /**
   * Name of the ingress class, known once the controller runs: an ingress that takes it from here is
   * deleted before the controller is, and so is its load balancer.
   */
  readonly ingressClassName?: pulumi.Output<string>

  constructor(name: string, args: ClusterServicesArgs, opts?: pulumi.ComponentResourceOptions) {
    const imageTag = autoscalerVersion(name, args)
    // Inherited, it would leave the roles behind, which do not go with the cluster.
    const { deletedWith, ...others } = opts ?? {}
    super('dataspace:index:ClusterServices', name, {}, others)
    const child: ServiceOptions = {
      parent: this,
      ...(deletedWith !== undefined && { deletedWith }),
    }
    const { ownership, fileSystemId, volumesKey, retainVolumes: retain = false } = args
    const block = { keyArn: volumesKey.arn, retain, tags: tagsOf(ownership) }
    this.storageClassName = new k8s.storage.v1.StorageClass(
      `${name}-gp3`,
      blockStorageClass(block),
      child,
    ).metadata.name
    if (fileSystemId !== undefined)
      this.sharedStorageClassName = new k8s.storage.v1.StorageClass(
        `${name}-efs`,
        sharedStorageClass({ fileSystemId, retain }),
        child,
      ).metadata.name
    if (args.loadBalancerController ?? true)
      this.ingressClassName = installLoadBalancerController(name, args, child)
    if (args.autoscaler ?? true) installAutoscaler(name, { args, imageTag }, child)
    if (args.gpuDevicePlugin ?? false) installChart(`${name}-gpu`, GPU_DEVICE_PLUGIN, child)
    const { storageClassName, sharedStorageClassName, ingressClassName } = this
    this.registerOutputs({
      storageClassName,
      ...(sharedStorageClassName !== undefined && { sharedStorageClassName }),
      ...(ingressClassName !== undefined && { ingressClassName }),
    })
  }
}

// The chart runs on nodes with the label that GPU node groups have.
const GPU_DEVICE_PLUGIN: ChartInstallation = {
  chart: CHARTS.gpuDevicePlugin,
  releaseName: 'nvidia-device-plugin',
  namespace: 'kube-system',
  values: { tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' }] },
}

/** Options of what is made in the cluster. */
interface ServiceOptions {
  readonly parent: pulumi.Resource
  readonly deletedWith?: pulumi.Resource
}

function autoscalerVersion(name: string, { kubernetesVersion }: ClusterServicesArgs): string {
  const version = CLUSTER_AUTOSCALER[kubernetesVersion ?? DEFAULT_KUBERNETES_VERSION]
  const allowed = `one of ${Object.keys(CLUSTER_AUTOSCALER).join(', ')}`
  const problem = { argument: 'kubernetesVersion', got: kubernetesVersion, allowed }
  refuse('ClusterServices', name, version === undefined ? [problem] : [])
  return version ?? ''
}

/** Where a cluster is, read from its ARN. */
function placeOf({ cluster, network }: ClusterServicesArgs) {
  const { clusterName, arn } = cluster
  return pulumi.output({ clusterName, arn, vpcId: network.vpcId }).apply((parts) => {
    const [, , , region = '', accountId = ''] = parts.arn.split(':')
    return { clusterName: parts.clusterName, vpcId: parts.vpcId, region, accountId }
  })
}

function installLoadBalancerController(
  name: string,
  args: ClusterServicesArgs,
  child: ServiceOptions,
): pulumi.Output<string> {
  const place = placeOf(args)
  const release = installController(name, args, {
    key: 'load-balancers',
    statements: place.apply(loadBalancerStatements),
    installation: {
      chart: CHARTS.loadBalancerController,
      releaseName: LOAD_BALANCER_CONTROLLER,
      namespace: 'kube-system',
      values: loadBalancerControllerValues(place, tagsOf(args.ownership)),
    },
    child,
  })
  return release.urn.apply(() => 'alb')
}

function installAutoscaler(
  name: string,
  { args, imageTag }: { args: ClusterServicesArgs; imageTag: string },
  child: ServiceOptions,
): void {
  const place = placeOf(args)
  installController(name, args, {
    key: 'autoscaler',
    statements: place.apply(clusterAutoscalerStatements),
    installation: {
      chart: CHARTS.clusterAutoscaler,
      releaseName: CLUSTER_AUTOSCALER_ACCOUNT,
      namespace: 'kube-system',
      values: clusterAutoscalerValues(place, imageTag),
    },
    child,
  })
}

/** Installs a controller after the identity of its service account, which is named like its release. */
function installController(
  name: string,
  { cluster, ownership }: ClusterServicesArgs,
  controller: {
    key: string
    statements: pulumi.Output<WorkloadIdentityStatement[]>
    installation: ChartInstallation
    child: ServiceOptions
  },
): k8s.helm.v3.Release {
  const { key, statements, installation, child } = controller
  const subject = podsOf(cluster, 'kube-system', installation.releaseName)
  const { ready } = grantPodIdentity(
    `${name}-${key}`,
    { subject, ownership, statements },
    { parent: child.parent },
  )
  return installChart(`${name}-${key}`, installation, { ...child, dependsOn: [...ready] })
}
