import { JOBS, RELEASES, WORKLOADS } from './expected.ts'
import { jobProblems } from './job-problems.ts'
import type { Kubectl } from './kubectl.ts'
import { lastLines } from './last-lines.ts'
import { nodeProblems } from './node-problems.ts'
import { type PodProblem, podProblems } from './pod-problems.ts'
import { readCluster } from './read-cluster.ts'
import { type HelmRelease, readReleases, releaseProblems } from './releases.ts'
import { missingWorkloads, rolloutProblem } from './rollouts.ts'

/** An unhealthy pod and what it wrote last. */
export interface PodStatus extends PodProblem {
  readonly lastLines: readonly string[]
}

/** What is wrong in a cluster, and which releases it has. */
export interface ClusterStatus {
  readonly nodes: readonly string[]
  readonly releases: readonly HelmRelease[]
  readonly releaseProblems: readonly string[]
  readonly workloads: readonly string[]
  readonly jobs: readonly string[]
  readonly pods: readonly PodStatus[]
  /** Pods in all, healthy ones included. */
  readonly podCount: number
}

/** Unhealthy pods whose logs are read: a full disk or a missing password takes down all at once. */
const MOST_LOGS = 20

/** Asks for all of it. */
export async function readStatus(
  kubectl: Kubectl,
  { lines, signal }: { lines: number; signal?: AbortSignal },
): Promise<ClusterStatus> {
  const [facts, releases] = await Promise.all([
    readCluster(kubectl, signal),
    readReleases(kubectl, signal),
  ])
  const options = { lines, ...(signal !== undefined && { signal }) }
  const pods = await Promise.all(
    podProblems(facts.pods).map(async (pod, index): Promise<PodStatus> => {
      const read = index < MOST_LOGS && lines > 0
      return { ...pod, lastLines: read ? await lastLines(kubectl, pod, options) : [] }
    }),
  )
  return {
    nodes: nodeProblems(facts.nodes),
    releases,
    releaseProblems: releaseProblems(releases, RELEASES),
    workloads: [
      ...missingWorkloads(facts.workloads, WORKLOADS).map((name) => `${name} is missing`),
      ...facts.workloads.flatMap((workload) => rolloutProblem(workload) ?? []),
    ],
    jobs: jobProblems(facts.jobs, JOBS),
    pods,
    podCount: facts.pods.length,
  }
}

/** Whether nothing of it is wrong. */
export const isHealthy = (status: ClusterStatus): boolean =>
  [status.nodes, status.releaseProblems, status.workloads, status.jobs, status.pods].every(
    (problems) => problems.length === 0,
  )
