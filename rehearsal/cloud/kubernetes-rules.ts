import { parse } from 'yaml'
import type { PlainValue, Properties } from '../engine/wire.ts'
import type { CloudObject } from './simulated-cloud.ts'

const HELM_RELEASE = 'kubernetes:helm.sh/v3:Release'
const BUILT_IN = new Set(['default', 'kube-system', 'kube-public', 'kube-node-lease'])

/**
 * Address of the API server that a Kubernetes object lives behind; empty for any other type.
 *
 * @throws Error if the provider was given no cluster at all.
 */
export function clusterOf(type: string, kubeconfig: string | undefined): string {
  if (!type.startsWith('kubernetes:')) return ''
  const server = kubeconfig === undefined ? undefined : serverOf(kubeconfig)
  if (server === undefined)
    throw new Error(
      'configured Kubernetes cluster is unreachable: unable to load Kubernetes client configuration',
    )
  return server
}

/** Address in a kubeconfig's first cluster. */
export function serverOf(kubeconfig: string): string | undefined {
  const found: unknown = parse(kubeconfig)
  const { clusters } = (found ?? {}) as { clusters?: { cluster?: { server?: string } }[] }
  return clusters?.[0]?.cluster?.server
}

/** @throws Error if a namespaced object comes before its namespace. */
export function refuseWithoutNamespace(
  { type, inputs, server }: { type: string; inputs: Properties; server: string },
  existing: readonly CloudObject[],
): void {
  const namespace = namespaceOf(type, inputs)
  if (server === '' || namespace === undefined || BUILT_IN.has(namespace)) return
  if (type === HELM_RELEASE && inputs.createNamespace === true) return
  const made = existing.some(
    (object) => object.server === server && makesNamespace(object, namespace),
  )
  if (!made) throw new Error(`namespaces "${namespace}" not found`)
}

function makesNamespace({ type, id, inputs }: CloudObject, namespace: string): boolean {
  if (type === 'kubernetes:core/v1:Namespace') return id === namespace
  if (type !== HELM_RELEASE) return false
  if (inputs.createNamespace === true && inputs.namespace === namespace) return true
  // A chart of a whole platform makes the namespaces that its values name, as Kaapana's does.
  const { global } = (inputs.values ?? {}) as { global?: Record<string, PlainValue> }
  return Object.entries(global ?? {}).some(
    ([key, value]) => key.endsWith('_namespace') && value === namespace,
  )
}

/** True for what a namespace takes with it when it is deleted. */
export function goesWithNamespace(object: CloudObject, deleted: CloudObject): boolean {
  return (
    deleted.type === 'kubernetes:core/v1:Namespace' &&
    object.server === deleted.server &&
    namespaceOf(object.type, object.inputs) === deleted.id
  )
}

function namespaceOf(type: string, inputs: Properties): string | undefined {
  const metadata = inputs.metadata as Record<string, PlainValue> | undefined
  const given = type === HELM_RELEASE ? inputs.namespace : metadata?.namespace
  return typeof given === 'string' ? given : undefined
}
