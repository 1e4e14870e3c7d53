import type { Kubectl } from './kubectl.ts'
import type { PodProblem } from './pod-problems.ts'

/**
 * The last lines that an unhealthy pod wrote: of the container before this one, where that ended.
 * Nothing where no container has begun yet.
 */
export async function lastLines(
  kubectl: Kubectl,
  { namespace, pod, container, restarts }: PodProblem,
  { lines, signal }: { lines: number; signal?: AbortSignal },
): Promise<string[]> {
  const args = [
    ...['logs', pod, `--namespace=${namespace}`, `--tail=${lines}`],
    ...(container === undefined ? ['--all-containers'] : [`--container=${container}`]),
  ]
  const read = (more: readonly string[]): Promise<string> =>
    kubectl.run([...args, ...more], signal).catch(() => '')
  const before = restarts > 0 ? await read(['--previous']) : ''
  const text = before.trim() === '' ? await read([]) : before
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-lines)
}
