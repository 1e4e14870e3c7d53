import { alertOf, type RuleGroup, type RuleSettings } from './rule.ts'

const BY = 'namespace, pod, container'

/** The watched containers of a cAdvisor metric; sums over a pod carry no container. */
const watched = ({ namespaces }: RuleSettings): string =>
  [
    'container!=""',
    ...(namespaces.length > 0 ? [`namespace=~"${namespaces.join('|')}"`] : []),
  ].join()

/** Share of a container's limit, of pods that run for ever: jobs may use all they have. */
const ofLimit = (used: string, resource: string): string =>
  `sum by (${BY}) (${used}) / on (${BY}) sum by (${BY}) (kube_pod_container_resource_limits{resource="${resource}"})` +
  ' and on (namespace, pod) kube_pod_owner{owner_kind=~"ReplicaSet|StatefulSet|DaemonSet"}'

/** The original's `HighCPUUsage` and `HighMemoryUsage`: shares of the limit, both. */
export function resourceRules(settings: RuleSettings): RuleGroup {
  const containers = watched(settings)
  const cpu = ofLimit(`rate(container_cpu_usage_seconds_total{${containers}}[5m])`, 'cpu')
  // The working set is what the kernel cannot give back, and what the kubelet kills by.
  const memory = ofLimit(`container_memory_working_set_bytes{${containers}}`, 'memory')
  const container = '{{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }}'
  return {
    name: 'dataspace.resources',
    rules: [
      alertOf(settings, 'HighCPUUsage', {
        expr: `(${cpu}) > 0.8`,
        for: '10m',
        severity: 'warning',
        summary: 'A container uses more than 80 % of its CPU limit',
        description: `${container} uses {{ $value | humanizePercentage }} of its limit.`,
      }),
      alertOf(settings, 'HighMemoryUsage', {
        expr: `(${memory}) > 0.9`,
        for: '5m',
        severity: 'warning',
        summary: 'A container uses more than 90 % of its memory limit',
        description: `${container} uses {{ $value | humanizePercentage }} of its limit; above it is killed.`,
      }),
    ],
  }
}
