import { nameOf, type Workload } from './objects.ts'

/** What is missing until a workload is as its specification says; nothing when it is. */
export function rolloutProblem(workload: Workload): string | undefined {
  const { kind, metadata, spec, status = {} } = workload
  const name = `${kind} ${nameOf(workload)}`
  if ((status.observedGeneration ?? 0) < (metadata.generation ?? 0))
    return `${name}: its controller has not seen the last change`
  const wanted = kind === 'DaemonSet' ? (status.desiredNumberScheduled ?? 0) : (spec.replicas ?? 1)
  const [updated = 0, available = 0] =
    kind === 'DaemonSet'
      ? [status.updatedNumberScheduled, status.numberAvailable]
      : [
          status.updatedReplicas,
          kind === 'Deployment' ? status.availableReplicas : status.readyReplicas,
        ]
  if (updated < wanted) return `${name}: ${updated} of ${wanted} pods are of the last change`
  if (available < wanted) return `${name}: ${available} of ${wanted} pods are ready`
  return undefined
}

/** Expected ones that are not there, as `namespace/name`. */
export function missingWorkloads(
  workloads: readonly Workload[],
  expected: Readonly<Record<string, readonly string[]>>,
): string[] {
  const there = new Set(workloads.map(nameOf))
  return Object.entries(expected)
    .flatMap(([namespace, names]) => names.map((name) => `${namespace}/${name}`))
    .filter((name) => !there.has(name))
}
