import type { ClusterStatus } from '../cluster/cluster-status.ts'
import { podLine } from '../cluster/pod-problems.ts'

/** What people ask first: what is wrong, and what the pods concerned wrote last. */
export function statusText(status: ClusterStatus): string {
  const { releases, pods, podCount } = status
  const width = Math.max(0, ...releases.map(({ status: is }) => is.length))
  return [
    ...section(
      'Releases',
      releases.map(
        ({ namespace, name, status: is }) => `${is.padEnd(width)}   ${namespace}/${name}`,
      ),
    ),
    ...section('Releases that are not as they shall be', status.releaseProblems),
    ...section('Nodes', status.nodes),
    ...section('Workloads without all of their pods', status.workloads),
    ...section('Jobs that are not done', status.jobs),
    ...section(
      'Unhealthy pods',
      pods.flatMap((pod) => [podLine(pod), ...pod.lastLines.map((line) => `  | ${line}`)]),
    ),
    `${podCount} pods, ${pods.length} of them unhealthy.`,
  ].join('\n')
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), '']
