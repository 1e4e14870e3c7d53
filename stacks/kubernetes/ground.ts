import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import type { Ownership } from '../../components/ownership.ts'
import { NAMESPACES as TOOLS } from '../on-cluster/namespaces.ts'
import type { KubernetesSettings } from '../settings/settings.ts'

/** Namespaces that the environment makes, by which network policies know them. */
export const NAMESPACES = { ...TOOLS, database: 'postgres', signIn: 'tracking-sign-in' } as const

/** What every part of an environment on a cluster that exists is made on. */
export interface KubernetesGround {
  readonly settings: KubernetesSettings
  readonly ownership: Ownership
  readonly provider: k8s.Provider
  /** Options of a component: its objects are in the cluster. */
  readonly inCluster: { readonly providers: pulumi.ProviderResource[] }
}

/**
 * The provider for the cluster. A file's path is all that the state gets to know; a kubeconfig itself
 * is a secret in it. The environment is what the provider stands for, so that another file, context,
 * address or certificate of the same cluster replaces nothing.
 */
export function makeGround(settings: KubernetesSettings): KubernetesGround {
  const { environment, owner, tags, kubeconfig, kubernetes } = settings
  const { context, kubeconfigPath } = kubernetes
  const config = kubeconfig === undefined ? kubeconfigPath : pulumi.secret(kubeconfig)
  const provider = new k8s.Provider('cluster', {
    ...(config !== undefined && { kubeconfig: config }),
    ...(context !== undefined && { context }),
    clusterIdentifier: `dataspace-${environment}`,
    enableServerSideApply: true,
  })
  const ownership: Ownership = { owner, environment, tags }
  return { settings, ownership, provider, inCluster: { providers: [provider] } }
}
