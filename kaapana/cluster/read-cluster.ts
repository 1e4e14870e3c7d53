import type { Kubectl } from './kubectl.ts'
import type { Job, Namespace, Node, Pod, Workload } from './objects.ts'

/** What runs in a cluster. */
export interface ClusterFacts {
  readonly nodes: readonly Node[]
  readonly namespaces: readonly Namespace[]
  readonly pods: readonly Pod[]
  readonly workloads: readonly Workload[]
  readonly jobs: readonly Job[]
}

const KINDS = [
  ...['nodes', 'namespaces', 'pods', 'jobs.batch'],
  ...['deployments.apps', 'statefulsets.apps', 'daemonsets.apps'],
]

/** Reads all of them in one call. */
export async function readCluster(kubectl: Kubectl, signal?: AbortSignal): Promise<ClusterFacts> {
  const args = ['get', KINDS.join(','), '--all-namespaces', '--output=json']
  const { items } = JSON.parse(await kubectl.run(args, signal)) as {
    items: readonly (Node | Namespace | Pod | Workload | Job)[]
  }
  return {
    nodes: items.filter((one) => one.kind === 'Node'),
    namespaces: items.filter((one) => one.kind === 'Namespace'),
    pods: items.filter((one) => one.kind === 'Pod'),
    workloads: items.filter(
      (one): one is Workload =>
        one.kind === 'Deployment' || one.kind === 'StatefulSet' || one.kind === 'DaemonSet',
    ),
    jobs: items.filter((one) => one.kind === 'Job'),
  }
}
