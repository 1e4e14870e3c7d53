import {
  ANYWHERE,
  among,
  DENY_ALL,
  incoming,
  outgoing,
  type PolicySpec,
  TO_DNS,
  toApiServer,
  toPodIdentity,
} from '../kubernetes-network.ts'
import type { MonitoringArgs } from './monitoring-args.ts'
import type { MonitoringPlan } from './monitoring-plan.ts'

/** Labels of pods, as operator and charts set them. */
const PROMETHEUS = { 'app.kubernetes.io/name': 'prometheus' }
const ALERTMANAGER = { 'app.kubernetes.io/name': 'alertmanager' }
const GRAFANA = { 'app.kubernetes.io/name': 'grafana' }
const PROBER = { 'app.kubernetes.io/name': 'prometheus-blackbox-exporter' }

/** Grafana, Prometheus, Alertmanager and its gossip, state metrics, reloaders, operator, prober. */
const OWN_PORTS = [3000, 9090, 9093, 9094, 8080, 8081, 9115]

/** The namespace's network policies by the end of their name. */
export function monitoringPolicies(
  args: MonitoringArgs,
  plan: MonitoringPlan,
): Record<string, PolicySpec> {
  const { access, nodes } = args
  return {
    'deny-all': DENY_ALL,
    'to-dns': TO_DNS,
    'to-api-server': toApiServer({}),
    among: among(OWN_PORTS),
    'to-pods': SCRAPE,
    // The kubelet with cAdvisor, and the node exporter, which is on the node's network.
    'to-nodes': outgoing({ from: PROMETHEUS, to: nodes, ports: [10250, 9100] }),
    ...deliveryPolicies(args),
    ...(access !== undefined && {
      'from-callers': incoming({ to: GRAFANA, from: access.callers, ports: [3000] }),
      'to-sign-in': outgoing({
        from: GRAFANA,
        to: [ANYWHERE],
        ports: [portOf(access.signIn.issuer)],
      }),
    }),
    ...(plan.probes.length > 0 && {
      'to-probed': toProbed(plan.probes.map(({ url }) => portOf(url))),
    }),
  }
}

/** Pods and addresses alike: some network plugins take blocks for addresses outside alone. */
const toProbed = (ports: readonly number[]): PolicySpec => ({
  podSelector: { matchLabels: PROBER },
  policyTypes: ['Egress'],
  egress: [
    {
      to: [{ namespaceSelector: {} }, { ipBlock: { cidr: '0.0.0.0/0' } }],
      ports: [...new Set(ports)].map((port) => ({ protocol: 'TCP', port })),
    },
  ],
})

/** Prometheus may scrape every pod: which of them let it, their own policies say. */
const SCRAPE: PolicySpec = {
  podSelector: { matchLabels: PROMETHEUS },
  policyTypes: ['Egress'],
  egress: [{ to: [{ namespaceSelector: {} }] }],
}

function deliveryPolicies({ alerts: { topic, webhook } }: MonitoringArgs) {
  const ports = new Set<number>()
  if (topic !== undefined || webhook?.secretUrl !== undefined) ports.add(443)
  if (webhook?.url !== undefined) ports.add(portOf(webhook.url))
  const to = outgoing({ from: ALERTMANAGER, to: [ANYWHERE], ports: [...ports] })
  return {
    ...(ports.size > 0 && { 'to-receivers': to }),
    ...(topic !== undefined && { 'to-pod-identity': toPodIdentity(ALERTMANAGER) }),
  }
}

/** Port of an address, named or its protocol's. */
function portOf(address: string): number {
  const { port, protocol } = new URL(address)
  if (port !== '') return Number(port)
  return protocol === 'http:' ? 80 : 443
}
