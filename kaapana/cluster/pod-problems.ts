import { type ContainerStatus, nameOf, type Pod } from './objects.ts'

/** A pod that is not as it shall be. */
export interface PodProblem {
  readonly namespace: string
  readonly pod: string
  /** The container that keeps it back, where one does. */
  readonly container?: string
  /** `CrashLoopBackOff`, with what Kubernetes says of it. */
  readonly reason: string
  readonly restarts: number
}

/** Kinds that keep pods running, whatever happens to one of them. */
const KEEPERS = new Set(['ReplicaSet', 'StatefulSet', 'DaemonSet'])

/**
 * Pods that are not ready. Pods of jobs are left to their jobs, which try again; so are all in the
 * namespaces of projects that nothing keeps running, since those are users' workflows. Pods that are
 * evicted stay as a trace, and tell of a disk that was full.
 */
export function podProblems(pods: readonly Pod[]): PodProblem[] {
  return pods
    .filter((pod) => isPlatforms(pod))
    .flatMap((pod) => problemOf(pod) ?? [])
    .toSorted((one, other) => (one.namespace + one.pod < other.namespace + other.pod ? -1 : 1))
}

function isPlatforms({ metadata, status }: Pod): boolean {
  const owners = (metadata.ownerReferences ?? []).map(({ kind }) => kind)
  if (owners.some((kind) => KEEPERS.has(kind))) return true
  if (metadata.namespace?.startsWith('project-')) return false
  return !(owners.includes('Job') && status.phase === 'Failed')
}

function problemOf(pod: Pod): PodProblem | undefined {
  const { status, metadata } = pod
  const base = { namespace: metadata.namespace ?? 'default', pod: metadata.name, restarts: 0 }
  if (status.phase === 'Succeeded') return undefined
  if (status.reason === 'Evicted')
    return { ...base, reason: `Evicted: ${status.message ?? 'the node had no room'}` }
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])]
  const waiting = containers.find((one) => keepsBack(one))
  if (waiting !== undefined)
    return {
      ...base,
      container: waiting.name,
      reason: reasonOf(waiting),
      restarts: waiting.restartCount,
    }
  const ready = status.conditions?.find(({ type }) => type === 'Ready')?.status === 'True'
  if (status.phase === 'Running' && ready) return undefined
  const condition = status.conditions?.find(({ status: is }) => is === 'False')
  const said = [condition?.reason, condition?.message].filter((part) => part !== undefined)
  const phase = status.phase === 'Running' ? 'Running, not ready' : status.phase
  return { ...base, reason: [phase, ...said].join(': ') }
}

/** Waiting with a reason that is not on the way to running, or ended with an error. */
function keepsBack({ state = {} }: ContainerStatus): boolean {
  const reason = state.waiting?.reason
  if (reason !== undefined) return reason !== 'PodInitializing'
  return state.terminated !== undefined && state.terminated.exitCode !== 0
}

function reasonOf({ state = {} }: ContainerStatus): string {
  const { waiting, terminated } = state
  if (terminated !== undefined)
    return `${terminated.reason ?? 'Error'}, exit code ${terminated.exitCode}`
  return [waiting?.reason, waiting?.message].filter((part) => part !== undefined).join(': ')
}

/** One line: `services/ctp-1 (ctp): CrashLoopBackOff, 7 restarts`. */
export function podLine({ namespace, pod, container, reason, restarts }: PodProblem): string {
  const name = nameOf({ metadata: { namespace, name: pod } })
  const at = container === undefined ? name : `${name} (${container})`
  return restarts === 0 ? `${at}: ${reason}` : `${at}: ${reason}, ${restarts} restarts`
}
