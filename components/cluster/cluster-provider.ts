import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import type { ClusterRef } from './cluster-ref.ts'
import { kubeconfig } from './kubeconfig.ts'

/**
 * A provider for Kubernetes objects in a cluster: ours, or one that another stack or tool made.
 * Waits for the cluster's nodes and add-ons when the cluster is a `Cluster`, so that in a teardown
 * everything in the cluster goes before them.
 *
 * Its identity is the cluster's ARN: a new endpoint or certificate updates it in place. An API server
 * that cannot be reached is an error and never a reason to forget what is in the cluster; to give a
 * lost cluster's objects up, say so with `PULUMI_K8S_DELETE_UNREACHABLE=true`.
 *
 * @example
 * ```ts
 * const provider = clusterProvider('main', cluster)
 * new ClusterServices('services', { ... }, { provider, deletedWith: cluster })
 * ```
 */
export function clusterProvider(
  name: string,
  ref: ClusterRef,
  opts?: pulumi.ResourceOptions,
): pulumi.ProviderResource {
  return new k8s.Provider(
    name,
    {
      kubeconfig: kubeconfigOf(ref),
      clusterIdentifier: ref.arn,
      enableServerSideApply: true,
    },
    opts,
  )
}

/** The kubeconfig of a cluster, as a secret: it tells where the API server is. */
export function kubeconfigOf(ref: ClusterRef): pulumi.Output<string> {
  const { clusterName, arn, endpoint, certificateAuthority } = ref
  return pulumi.secret(
    pulumi.output({ clusterName, arn, endpoint, certificateAuthority }).apply(kubeconfig),
  )
}
