import type * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { PORTS } from './pod.ts'
import type { PredictionPeer, PredictionServiceArgs } from './prediction-service-args.ts'

type Spec = k8s.types.input.networking.v1.NetworkPolicySpec
type Peer = k8s.types.input.networking.v1.NetworkPolicyPeer

/**
 * The namespace's network policies by the end of their name: nothing goes in or out but what one of
 * them allows.
 */
export function networkPolicies(
  args: PredictionServiceArgs,
  service: Record<string, string>,
): Record<string, Spec> {
  const { callers, databasePeers, database, monitoring, egress = [] } = args
  const more = egress.map(({ name, to, port }) => [
    `to-${name}`,
    outgoing({ from: service, to: [to], port }),
  ])
  return {
    'deny-all': { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    'to-dns': {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [DNS], ports: [port('UDP', 53), port('TCP', 53)] }],
    },
    // Of all pods: the migration needs it as the service does.
    'to-database': outgoing({ from: {}, to: databasePeers, port: database.port }),
    'from-callers': incoming({ to: service, from: callers, port: PORTS.http }),
    ...(monitoring !== undefined && {
      'from-monitoring': incoming({ to: service, from: [monitoring], port: PORTS.metrics }),
    }),
    ...(Object.fromEntries(more) as Record<string, Spec>),
  }
}

/** CoreDNS, as EKS and kubeadm label it. */
const DNS: Peer = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
}

const port = (protocol: string, number: pulumi.Input<number>) => ({ protocol, port: number })

const outgoing = (flow: {
  from: Record<string, string>
  to: readonly PredictionPeer[]
  port: pulumi.Input<number>
}): Spec => ({
  podSelector: { matchLabels: flow.from },
  policyTypes: ['Egress'],
  egress: [{ to: flow.to.map(asPeer), ports: [port('TCP', flow.port)] }],
})

const incoming = (flow: {
  to: Record<string, string>
  from: readonly PredictionPeer[]
  port: number
}): Spec => ({
  podSelector: { matchLabels: flow.to },
  policyTypes: ['Ingress'],
  ingress: [{ from: flow.from.map(asPeer), ports: [port('TCP', flow.port)] }],
})

const asPeer = ({ cidr, namespace }: PredictionPeer): Peer =>
  cidr !== undefined
    ? { ipBlock: { cidr } }
    : {
        namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace ?? '' } },
      }
