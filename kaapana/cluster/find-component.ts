import { KaapanaError } from '../../images/kaapana/kaapana-error.ts'
import { nearestNames } from '../../images/kaapana/nearest-names.ts'
import type { ClusterFacts } from './read-cluster.ts'

/** Something that writes logs. */
export interface Component {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'Pod'
  readonly namespace: string
  readonly name: string
}

/**
 * The workload, job or pod of a name. The beginning of a name will do where only one has it:
 * `opensearch` is `opensearch-de`, `cert-init` the job with a random end.
 *
 * @throws KaapanaError that lists what could be meant
 */
export function findComponent(
  { workloads, jobs, pods }: ClusterFacts,
  wanted: string,
  namespace?: string,
): Component {
  const kept = [...workloads, ...jobs, ...pods]
    .map(({ kind, metadata }) => ({
      kind,
      namespace: metadata.namespace ?? 'default',
      name: metadata.name,
    }))
    .filter((one) => namespace === undefined || one.namespace === namespace)
  const exact = kept.filter(({ name }) => name === wanted)
  const components = kept.filter(({ kind }) => kind !== 'Pod')
  const begun = components.filter(({ name }) => name.startsWith(`${wanted}-`))
  const found = exact.length > 0 ? exact : begun
  const [only] = found
  if (only !== undefined && found.length === 1) return only
  throw new KaapanaError(
    found.length === 0
      ? unknown(wanted, components)
      : `"${wanted}" can be ${list(found)}. Give the whole name, or --namespace.`,
  )
}

function unknown(wanted: string, components: readonly Component[]): string {
  const near = nearestNames(
    wanted,
    components.map(({ name }) => name),
  )
  const hint =
    near.length === 0
      ? 'dataspace kaapana status lists what there is.'
      : `Is it ${near.join(' or ')}?`
  return `Nothing is called "${wanted}" in the cluster. ${hint}`
}

const list = (found: readonly Component[]): string =>
  found.map(({ kind, namespace, name }) => `${kind} ${namespace}/${name}`).join(', ')
