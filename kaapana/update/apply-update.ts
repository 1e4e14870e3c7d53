import type { Kubectl } from '../cluster/kubectl.ts'
import { podLine, podProblems } from '../cluster/pod-problems.ts'
import { readCluster } from '../cluster/read-cluster.ts'
import type { ContainerChange } from './plan-update.ts'
import { workloadName } from './running-containers.ts'

/** How workloads are changed. */
export interface ApplyOptions {
  readonly kubectl: Kubectl
  /** Seconds until all must be healthy. */
  readonly limit: number
  /** Stops waiting; what was changed is put back all the same. */
  readonly signal?: AbortSignal
  readonly onStep?: (step: string) => void
}

/** How an update ended. */
export type UpdateOutcome =
  | { readonly outcome: 'updated' }
  /** The old images run again. */
  | { readonly outcome: 'restored'; readonly reason: string }
  /** Not even that: what is left has to be looked at. */
  | { readonly outcome: 'broken'; readonly reason: string; readonly left: readonly string[] }

/** Changes of one workload. */
type Group = readonly [ContainerChange, ...ContainerChange[]]

/**
 * Points workloads at new images and waits until all are healthy; otherwise puts the old images back,
 * waits again, and says why. Nothing is changed that somebody else has changed since it was planned.
 */
export async function applyUpdate(
  changes: readonly ContainerChange[],
  options: ApplyOptions,
): Promise<UpdateOutcome> {
  const { kubectl, signal, onStep = () => {} } = options
  const groups = groupsOf(changes)
  const changed: Group[] = []
  try {
    for (const group of groups) {
      signal?.throwIfAborted()
      onStep(`${workloadName(group[0])}: ${group.map(({ wanted }) => wanted).join(', ')}`)
      // Before the call: one that was interrupted may have come through.
      changed.push(group)
      await patch(kubectl, group, forwards, signal)
    }
    await untilHealthy(groups, options, signal)
    return { outcome: 'updated' }
  } catch (error) {
    const reason = await reasonOf(error, groups, options)
    onStep(`Putting the old images back: ${reason}`)
    const left = await restore(changed, options)
    return left.length === 0 ? { outcome: 'restored', reason } : { outcome: 'broken', reason, left }
  }
}

function groupsOf(changes: readonly ContainerChange[]): Group[] {
  const groups = Map.groupBy(changes, workloadName)
  return [...groups.values()].flatMap(([first, ...rest]): Group[] =>
    first === undefined ? [] : [[first, ...rest]],
  )
}

/** An image that is expected in a container, and the one that takes its place. */
type Step = (change: ContainerChange) => readonly [from: string, to: string]

const forwards: Step = ({ reference, wanted }) => [reference, wanted]
const backwards: Step = ({ reference, wanted }) => [wanted, reference]

/** In one request, which fails as a whole unless everything is as expected (RFC 6902, `test`). */
async function patch(
  kubectl: Kubectl,
  group: Group,
  step: Step,
  signal?: AbortSignal,
): Promise<void> {
  const [{ kind, namespace, workload }] = group
  const operations = group.flatMap((change) => {
    const [from, to] = step(change)
    return [
      { op: 'test', path: change.path, value: from },
      { op: 'replace', path: change.path, value: to },
    ]
  })
  await kubectl.run(
    [
      ...['patch', kind.toLowerCase(), workload, `--namespace=${namespace}`, '--type=json'],
      `--patch=${JSON.stringify(operations)}`,
    ],
    signal,
  )
}

async function untilHealthy(
  groups: readonly Group[],
  { kubectl, limit }: ApplyOptions,
  signal?: AbortSignal,
): Promise<void> {
  await Promise.all(
    groups.map(async ([first]) => {
      const { kind, namespace, workload } = first
      const what = `${kind.toLowerCase()}/${workload}`
      const args = ['rollout', 'status', what, `--namespace=${namespace}`, `--timeout=${limit}s`]
      try {
        await kubectl.run(args, signal)
      } catch (error) {
        if (signal?.aborted) throw error
        const said = error instanceof Error ? error.message : String(error)
        throw new Error(`${workloadName(first)} is not healthy within ${limit} s (${said})`)
      }
    }),
  )
}

/** What went wrong, with the pods that show it. */
async function reasonOf(
  error: unknown,
  groups: readonly Group[],
  { kubectl, signal }: ApplyOptions,
): Promise<string> {
  if (signal?.aborted) return 'interrupted'
  const said = error instanceof Error ? error.message : String(error)
  const pods = await readCluster(kubectl).then(
    (facts) => podProblems(facts.pods),
    () => [],
  )
  const concerned = pods.filter(({ namespace, pod }) =>
    groups.some(([one]) => one.namespace === namespace && pod.startsWith(`${one.workload}-`)),
  )
  return [said, ...concerned.map(podLine)].join('; ')
}

/** Puts the old images back and waits; gives the workloads for which that failed, with the reason. */
async function restore(changed: readonly Group[], options: ApplyOptions): Promise<string[]> {
  const left = await Promise.all(
    changed.map(async (group) => {
      try {
        await putBack(options.kubectl, group)
        await untilHealthy([group], options)
        return []
      } catch (error) {
        return [`${workloadName(group[0])}: ${error instanceof Error ? error.message : error}`]
      }
    }),
  )
  return left.flat()
}

/** Where the change has not come through, the old images are there still. */
async function putBack(kubectl: Kubectl, group: Group): Promise<void> {
  try {
    await patch(kubectl, group, backwards)
  } catch (error) {
    const unchanged = await patch(kubectl, group, ({ reference }) => [reference, reference]).then(
      () => true,
      () => false,
    )
    if (!unchanged) throw new Error('somebody else has changed it meanwhile', { cause: error })
  }
}
