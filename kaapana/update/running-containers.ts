import type { Container, Workload } from '../cluster/objects.ts'

/** A container of a workload that runs an image of ours. */
export interface RunningContainer {
  readonly kind: Workload['kind']
  readonly namespace: string
  readonly workload: string
  readonly container: string
  /** Where its image stands in the object: a JSON pointer. */
  readonly path: string
  /** Name of the image below the registry's prefix. */
  readonly image: string
  /** As the object has it: with tag, digest or both. */
  readonly reference: string
}

/** A reference below a registry in its parts; nothing for images from elsewhere. */
export function referenceBelow(
  registry: string,
  reference: string,
): { image: string; tag?: string; digest?: string } | undefined {
  if (!reference.startsWith(`${registry}/`)) return undefined
  const [, image, tag, digest] =
    /^([^:@]+)(?::([\w.-]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(
      reference.slice(registry.length + 1),
    ) ?? []
  if (image === undefined) return undefined
  return { image, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) }
}

/** Every container, also of those that run before the others, whose image is of the registry. */
export function runningContainers(
  workloads: readonly Workload[],
  registry: string,
): RunningContainer[] {
  return workloads.flatMap(({ kind, metadata, spec }) => {
    const { containers, initContainers = [] } = spec.template.spec
    const inList = (list: readonly Container[], field: string): RunningContainer[] =>
      list.flatMap(({ name, image: reference }, index) => {
        const image = referenceBelow(registry, reference)?.image
        if (image === undefined) return []
        const { namespace = 'default', name: workload } = metadata
        const path = `/spec/template/spec/${field}/${index}/image`
        return [{ kind, namespace, workload, container: name, path, image, reference }]
      })
    return [...inList(initContainers, 'initContainers'), ...inList(containers, 'containers')]
  })
}

/** `Deployment services/ctp` */
export const workloadName = ({ kind, namespace, workload }: RunningContainer): string =>
  `${kind} ${namespace}/${workload}`
