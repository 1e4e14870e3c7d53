import { type Control, each, some } from './control.ts'
import { at, type Graph, type GraphResource, type GraphValue, list } from './graph.ts'

const PSS = 'pod-security.kubernetes.io'
const ALLOWED_VOLUMES = [
  'name',
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]

/** Kubernetes objects of a kind, whatever its API version. */
function kind(graph: Graph, name: string): GraphResource[] {
  return graph.resources.filter(
    ({ type }) => type.startsWith('kubernetes:') && type.endsWith(`:${name}`),
  )
}

interface Workload {
  readonly resource: GraphResource
  readonly pod: GraphValue | undefined
}

/** Everything of ours that starts pods, with the pod's specification. */
function workloads(graph: Graph): Workload[] {
  const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob']
  return kinds.flatMap((name) =>
    kind(graph, name).map((resource) => {
      const template = ['spec', 'template', 'spec']
      const path = name === 'CronJob' ? ['spec', 'jobTemplate', ...template] : template
      return { resource, pod: at(resource.inputs, ...path) }
    }),
  )
}

const containers = (pod: GraphValue | undefined): GraphValue[] => [
  ...list(at(pod, 'containers')),
  ...list(at(pod, 'initContainers')),
]

/** Jobs around Kaapana, in a cluster that is its own, whose work is to ask the API server. */
const API_CALLERS = ['kaapana']

const applicationOf = ({ inputs }: GraphResource): string =>
  String(at(inputs, 'metadata', 'labels', 'app.kubernetes.io/name') ?? '')

function ofPods(
  control: Omit<Control, 'violations'>,
  broken: (pod: GraphValue | undefined, workload: Workload) => string | false,
): Control {
  return {
    ...control,
    violations: (graph) => [
      ...some(kind(graph, 'Deployment'), 'Deployment'),
      ...workloads(graph).flatMap((workload) =>
        each([workload.resource], () => broken(workload.pod, workload)),
      ),
    ],
  }
}

/** A control of every container. */
function ofContainers(
  control: Omit<Control, 'violations'>,
  broken: (container: GraphValue, pod: GraphValue | undefined) => string | false,
): Control {
  return ofPods(control, (pod) => {
    for (const container of containers(pod)) {
      const complaint = broken(container, pod)
      if (complaint) return `${complaint} (container ${at(container, 'name')})`
    }
    return false
  })
}

const namespaceOf = (resource: GraphResource): string =>
  String(at(resource.inputs, 'metadata', 'namespace') ?? '')

const namespaces = (graph: Graph): string[] =>
  kind(graph, 'Namespace').map(({ inputs }) => String(at(inputs, 'metadata', 'name')))

const serves = ({ resource }: Workload): boolean => resource.type.endsWith(':Deployment')

/** Controls 69 and 84–101: what runs in Kubernetes. */
export const WORKLOAD_CONTROLS: readonly Control[] = [
  ofContainers(
    { number: 69, title: 'Images are named by digest', sources: 'CIS-EKS 5.1.4, CKV_K8S_43/14' },
    (container) =>
      !/@sha256:[0-9a-f]{64}$/.test(String(at(container, 'image'))) &&
      'has an image without digest',
  ),
  {
    number: 84,
    title: 'Every namespace enforces restricted pods, of a named version',
    sources: 'PSS, CIS-EKS 4.2',
    violations: (graph) => [
      ...some(kind(graph, 'Namespace'), 'namespace'),
      ...each(kind(graph, 'Namespace'), ({ inputs }) => {
        const labels = at(inputs, 'metadata', 'labels')
        const modes = ['enforce', 'warn', 'audit']
        const restricted = modes.every((mode) => at(labels, `${PSS}/${mode}`) === 'restricted')
        return (
          !(restricted && at(labels, `${PSS}/enforce-version`)) &&
          'does not enforce restricted pods'
        )
      }),
    ],
  },
  ofPods(
    {
      number: 85,
      title: 'Nothing is privileged or shares the namespaces of its host',
      sources: 'CIS-EKS 4.2.1–4.2.4, PSS baseline',
    },
    (pod) => {
      const host = ['hostPID', 'hostIPC', 'hostNetwork'].some((name) => at(pod, name) === true)
      const privileged = containers(pod).some(
        (container) => at(container, 'securityContext', 'privileged') === true,
      )
      return (host || privileged) && 'is privileged'
    },
  ),
  ofContainers(
    { number: 86, title: 'No process gains privileges', sources: 'CIS-EKS 4.2.5, PSS restricted' },
    (container) =>
      at(container, 'securityContext', 'allowPrivilegeEscalation') !== false &&
      'may gain privileges',
  ),
  ofContainers(
    { number: 87, title: 'All capabilities are dropped', sources: 'PSS restricted, CKV_K8S_28/37' },
    (container) => {
      const capabilities = at(container, 'securityContext', 'capabilities')
      const added = list(at(capabilities, 'add')).filter((one) => one !== 'NET_BIND_SERVICE')
      const dropped = list(at(capabilities, 'drop')).includes('ALL')
      return !(dropped && added.length === 0) && 'keeps capabilities'
    },
  ),
  ofContainers(
    {
      number: 88,
      title: 'Processes run as users of their own, from 10000 up, and not in the group of root',
      sources: 'PSS, CKV_K8S_23/40',
    },
    (container, pod) => {
      const own = { ...context(pod), ...context(container) }
      const safe = own.runAsNonRoot === true && Number(own.runAsUser) >= 10_000
      return !(safe && Number(own.runAsGroup) > 0) && 'has no user and group of its own'
    },
  ),
  ofContainers(
    { number: 89, title: 'System calls are filtered', sources: 'PSS restricted, CKV_K8S_31' },
    (container) =>
      at(container, 'securityContext', 'seccompProfile', 'type') !== 'RuntimeDefault' &&
      'has no seccomp profile of its own',
  ),
  ofContainers(
    {
      number: 90,
      title: 'Root file systems are read-only and scratch space is bounded',
      sources: 'NSA, CKV_K8S_22',
    },
    (container, pod) => {
      const boundless = list(at(pod, 'volumes')).some(
        (volume) => at(volume, 'emptyDir') !== undefined && !at(volume, 'emptyDir', 'sizeLimit'),
      )
      if (boundless) return 'has scratch space without a limit'
      return (
        at(container, 'securityContext', 'readOnlyRootFilesystem') !== true &&
        'may write to its root'
      )
    },
  ),
  ofPods(
    { number: 91, title: 'Only harmless kinds of volumes are used', sources: 'PSS, CKV_K8S_26/27' },
    (pod) => {
      const odd = list(at(pod, 'volumes')).some((volume) =>
        Object.keys(volume as object).some((name) => !ALLOWED_VOLUMES.includes(name)),
      )
      const ports = containers(pod).flatMap((container) => list(at(container, 'ports')))
      return (odd || ports.some((port) => at(port, 'hostPort') !== undefined)) && 'reaches its host'
    },
  ),
  ofPods(
    {
      number: 92,
      title: 'Workloads have service accounts of their own, without a token unless they need one',
      sources: 'CIS-EKS 4.1.5/4.1.6',
    },
    (pod, { resource }) => {
      if (!at(pod, 'serviceAccountName')) return 'uses the default service account'
      if (API_CALLERS.includes(applicationOf(resource))) return false
      return at(pod, 'automountServiceAccountToken') !== false && 'mounts a token'
    },
  ),
  ofContainers(
    {
      number: 93,
      title: 'Containers ask for what they need, and their memory is bounded',
      sources: 'CKV_K8S_10–13',
    },
    (container) => {
      const wanted = [
        at(container, 'resources', 'requests', 'cpu'),
        at(container, 'resources', 'requests', 'memory'),
        at(container, 'resources', 'limits', 'memory'),
      ]
      return wanted.includes(undefined) && 'has no requests or no memory limit'
    },
  ),
  ofPods(
    {
      number: 94,
      title:
        'Services have startup, readiness and liveness probes, and stay alive without a database',
      sources: 'CKV_K8S_8/9',
    },
    (pod, workload) => {
      if (!serves(workload)) return false
      const missing = list(at(pod, 'containers')).some((container) =>
        ['startupProbe', 'readinessProbe', 'livenessProbe'].some((probe) => !at(container, probe)),
      )
      if (missing) return 'lacks a probe'
      const alive = list(at(pod, 'containers')).map((c) =>
        at(c, 'livenessProbe', 'httpGet', 'path'),
      )
      return (
        alive.some((path) => path === '/health' || path === '/readyz') && 'dies with its database'
      )
    },
  ),
  {
    number: 95,
    title: 'Services have three replicas over the zones, survive drains and roll without a gap',
    sources: 'kube-linter, EKS best practices',
    violations: (graph) => {
      const scaled = (resource: GraphResource) =>
        kind(graph, 'HorizontalPodAutoscaler').find(
          ({ inputs }) =>
            at(inputs, 'spec', 'scaleTargetRef', 'name') ===
            at(resource.inputs, 'metadata', 'name'),
        )
      return each(kind(graph, 'Deployment'), (resource) => {
        const least = Number(at(scaled(resource)?.inputs, 'spec', 'minReplicas') ?? 0)
        if (least < 3) return 'may run fewer than three replicas'
        const spread = list(
          at(resource.inputs, 'spec', 'template', 'spec', 'topologySpreadConstraints'),
        )
        const zones = spread.some(
          (one) =>
            at(one, 'topologyKey') === 'topology.kubernetes.io/zone' &&
            at(one, 'whenUnsatisfiable') === 'DoNotSchedule' &&
            at(one, 'maxSkew') === 1,
        )
        if (!zones) return 'is not spread over the zones'
        const rolling = at(resource.inputs, 'spec', 'strategy', 'rollingUpdate', 'maxUnavailable')
        if (rolling !== 0) return 'rolls with a gap'
        const budget = kind(graph, 'PodDisruptionBudget').find(
          (one) => namespaceOf(one) === namespaceOf(resource),
        )
        return !budget && 'has no disruption budget'
      })
    },
  },
  {
    number: 96,
    title: 'Every namespace denies traffic that no policy names',
    sources: 'CIS-EKS 4.3.2, NSA',
    violations: (graph) =>
      namespaces(graph)
        .filter(
          (namespace) =>
            !kind(graph, 'NetworkPolicy').some((policy) => {
              const types = list(at(policy.inputs, 'spec', 'policyTypes'))
              const selector = at(policy.inputs, 'spec', 'podSelector') ?? {}
              const rules = [
                ...list(at(policy.inputs, 'spec', 'ingress')),
                ...list(at(policy.inputs, 'spec', 'egress')),
              ]
              return (
                namespaceOf(policy) === namespace &&
                types.includes('Ingress') &&
                types.includes('Egress') &&
                Object.keys(selector as object).length === 0 &&
                rules.length === 0
              )
            }),
        )
        .map((namespace) => `namespace ${namespace} has no policy that denies by default`),
  },
  ofContainers(
    {
      number: 97,
      title: 'Secrets reach containers as files, never as variables',
      sources: 'CIS-EKS 4.4.1/4.4.2, CKV_K8S_35',
    },
    (container) => {
      const byName = list(at(container, 'env')).some((one) => at(one, 'valueFrom', 'secretKeyRef'))
      const all = list(at(container, 'envFrom')).some((one) => at(one, 'secretRef'))
      return (byName || all) && 'gets secrets as variables'
    },
  ),
  {
    number: 98,
    title: 'No role of ours is an administrator or a wildcard',
    sources: 'CIS-EKS 4.1.1–4.1.12',
    violations: (graph) => [
      ...each([...kind(graph, 'Role'), ...kind(graph, 'ClusterRole')], ({ inputs }) =>
        list(inputs.rules).some(forbidden) ? 'has rights beyond any workload' : false,
      ),
      ...each(
        [...kind(graph, 'RoleBinding'), ...kind(graph, 'ClusterRoleBinding')],
        ({ inputs }) =>
          at(inputs, 'roleRef', 'name') === 'cluster-admin' ? 'makes an administrator' : false,
      ),
    ],
  },
  {
    number: 99,
    title: 'Nothing is in the default namespace',
    sources: 'CIS-EKS 4.5.2, CKV_K8S_21',
    violations: (graph) =>
      each(
        [...workloads(graph).map(({ resource }) => resource), ...kind(graph, 'Service')],
        (resource) =>
          ['', 'default'].includes(namespaceOf(resource)) && 'is in the default namespace',
      ),
  },
  ofPods(
    {
      number: 100,
      title: 'Pods outlive their deregistration at the load balancer',
      sources: 'EKS best practices (load balancing)',
    },
    (pod, workload) => {
      if (!serves(workload)) return false
      const grace = Number(at(pod, 'terminationGracePeriodSeconds') ?? 30)
      const wait = list(at(pod, 'containers')).map((container) =>
        Number(at(container, 'lifecycle', 'preStop', 'sleep', 'seconds') ?? 0),
      )
      return (
        !(Math.max(...wait) > 0 && grace > Math.max(...wait)) && 'stops before it is deregistered'
      )
    },
  ),
  {
    number: 101,
    title: 'Nothing but the ingress is reachable from outside the cluster',
    sources: 'kube-linter exposed-services',
    violations: (graph) =>
      each(kind(graph, 'Service'), ({ inputs }) => {
        const exposed = ['LoadBalancer', 'NodePort'].includes(String(at(inputs, 'spec', 'type')))
        return exposed && 'is exposed by itself'
      }),
  },
]

function context(of: GraphValue | undefined): Record<string, GraphValue> {
  return (at(of, 'securityContext') as Record<string, GraphValue> | undefined) ?? {}
}

function forbidden(rule: GraphValue): boolean {
  const verbs = list(at(rule, 'verbs')).map(String)
  const resources = list(at(rule, 'resources')).map(String)
  if (verbs.includes('*') || resources.includes('*')) return true
  if (verbs.some((verb) => ['bind', 'escalate', 'impersonate'].includes(verb))) return true
  if (resources.some((one) => ['pods/exec', 'nodes/proxy', 'serviceaccounts/token'].includes(one)))
    return true
  return resources.includes('secrets') && verbs.some((verb) => ['list', 'watch'].includes(verb))
}
