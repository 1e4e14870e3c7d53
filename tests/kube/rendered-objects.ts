import type { RecordedResource } from '../../rehearsal/engine/recorded-resource.ts'
import type { KubernetesObject } from './kubernetes-api.ts'

/** What a program's Kubernetes objects are, in an order in which a server takes them. */
export interface RenderedObjects {
  readonly objects: readonly KubernetesObject[]
  /** Names of resources that are no objects: Helm releases and the like render elsewhere. */
  readonly skipped: readonly string[]
}

/** What comes first: the rest is put into it or is an instance of it. */
const FIRST = ['Namespace', 'CustomResourceDefinition', 'StorageClass', 'PriorityClass']

/** Every Kubernetes object of a recorded program, or of a part of it. */
export function renderedObjects(resources: readonly RecordedResource[]): RenderedObjects {
  const kubernetes = inOrder(resources).filter(
    ({ type, custom }) => custom && type.startsWith('kubernetes:'),
  )
  const isObject = ({ inputs }: RecordedResource) => typeof inputs.kind === 'string'
  const rank = ({ kind }: KubernetesObject) => FIRST.indexOf(kind) + 1 || FIRST.length + 1
  return {
    objects: kubernetes
      .filter(isObject)
      .map(asObject)
      .toSorted((a, b) => rank(a) - rank(b)),
    skipped: kubernetes.filter((resource) => !isObject(resource)).map(({ name }) => name),
  }
}

/** Each after what it depends on. */
function inOrder(resources: readonly RecordedResource[]): RecordedResource[] {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]))
  const ordered = new Set<RecordedResource>()
  const add = (resource: RecordedResource): void => {
    if (!byUrn.delete(resource.urn)) return
    for (const urn of resource.dependencies) {
      const needed = byUrn.get(urn)
      if (needed !== undefined) add(needed)
    }
    ordered.add(resource)
  }
  resources.forEach(add)
  return [...ordered]
}

/** The object as it is created; Pulumi would make up a name where the program gives none. */
function asObject({ inputs, name }: RecordedResource): KubernetesObject {
  const { metadata, ...rest } = inputs as unknown as KubernetesObject
  return { ...rest, metadata: { ...metadata, name: metadata?.name ?? name } } as KubernetesObject
}
