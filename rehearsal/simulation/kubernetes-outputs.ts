import type { PlainValue, Properties } from '../engine/wire.ts'
import type { SimulatedResource } from './simulate.ts'

/**
 * What the API server answers: the object with a name, made up from the resource's as the provider
 * does where none is given, and an id of `namespace/name`.
 */
export function kubernetesState(resource: SimulatedResource): Properties & { id: string } {
  const { inputs, digest, name } = resource
  const madeUp = `${name}-sim${digest.slice(0, 7)}`
  // A Helm release is no Kubernetes object: its name and namespace are its own.
  if (resource.type === 'kubernetes:helm.sh/v3:Release') {
    const release = text(inputs.name) ?? madeUp
    const namespace = text(inputs.namespace) ?? 'default'
    const status = { name: release, namespace, status: 'deployed', revision: 1 }
    return { id: `${namespace}/${release}`, name: release, namespace, status }
  }
  const metadata = (inputs.metadata ?? {}) as Record<string, PlainValue>
  const objectName = text(metadata.name) ?? madeUp
  const namespace = text(metadata.namespace)
  return {
    id: namespace === undefined ? objectName : `${namespace}/${objectName}`,
    metadata: { ...metadata, name: objectName },
    // What somebody else keeps in a Secret that is only read is nobody's guess; absent, a preview would
    // take it for what is not known yet.
    ...(resource.type === SECRET && inputs.kind === undefined && { data: null }),
  }
}

const SECRET = 'kubernetes:core/v1:Secret'

const text = (value: PlainValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined
