import type * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import type { ArgumentProblem } from './argument-error.ts'
import { isBlock } from './cidr-block.ts'

/** Pods of a namespace, or addresses, that a network policy speaks of. Give one of the two. */
export interface NetworkPeer {
  /** Addresses, e.g. `10.20.0.0/20`; load balancers and RDS have no pods to select. */
  cidr?: string
  /** Name of a namespace of the same cluster. */
  namespace?: string
}

/** Specification of a network policy. */
export type PolicySpec = k8s.types.input.networking.v1.NetworkPolicySpec

type Peer = k8s.types.input.networking.v1.NetworkPolicyPeer
type Ports = readonly pulumi.Input<number>[]

/** Nothing goes in or out but what another policy allows. */
export const DENY_ALL: PolicySpec = { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }

/** CoreDNS, as EKS and kubeadm label it. */
const DNS: Peer = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
}

const port = (protocol: string, number: pulumi.Input<number>) => ({ protocol, port: number })

/** Names are resolved by the cluster's own DNS. */
export const TO_DNS: PolicySpec = {
  podSelector: {},
  policyTypes: ['Egress'],
  egress: [{ to: [DNS], ports: [port('UDP', 53), port('TCP', 53)] }],
}

/** Pods with these labels, `{}` for all of the namespace, may connect to these TCP ports. */
export const outgoing = (flow: {
  from: Record<string, string>
  to: readonly NetworkPeer[]
  ports: Ports
}): PolicySpec => ({
  podSelector: { matchLabels: flow.from },
  policyTypes: ['Egress'],
  egress: [{ to: flow.to.map(asPeer), ports: flow.ports.map((number) => port('TCP', number)) }],
})

/** Pods with these labels, `{}` for all of the namespace, take connections to these TCP ports. */
export const incoming = (flow: {
  to: Record<string, string>
  from: readonly NetworkPeer[]
  ports: Ports
}): PolicySpec => ({
  podSelector: { matchLabels: flow.to },
  policyTypes: ['Ingress'],
  ingress: [
    { from: flow.from.map(asPeer), ports: flow.ports.map((number) => port('TCP', number)) },
  ],
})

/** Pods of the namespace speak to each other on these TCP ports. */
export const among = (ports: Ports): PolicySpec => {
  const allowed = ports.map((number) => port('TCP', number))
  const pods = [{ podSelector: {} }]
  return {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: pods, ports: allowed }],
    egress: [{ to: pods, ports: allowed }],
  }
}

/**
 * The API server, whose addresses nobody knows who writes a policy: policies see it after the
 * Service's address is replaced, so it is told by its ports, 443 on EKS and 6443 on most others.
 */
export const toApiServer = (from: Record<string, string>): PolicySpec =>
  outgoing({ from, to: [ANYWHERE], ports: [443, 6443] })

/**
 * EKS's agent on each node, which gives pods the credentials of their role.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
export const toPodIdentity = (from: Record<string, string>): PolicySpec =>
  outgoing({ from, to: [{ cidr: '169.254.170.23/32' }], ports: [80] })

/** Any address. */
export const ANYWHERE: NetworkPeer = { cidr: '0.0.0.0/0' }

const asPeer = ({ cidr, namespace }: NetworkPeer): Peer =>
  cidr !== undefined
    ? { ipBlock: { cidr } }
    : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace ?? '' } } }

/** Problems of a list of peers that must not be empty. */
export function neededPeers(argument: string, peers: readonly NetworkPeer[]): ArgumentProblem[] {
  if (peers.length > 0) return peers.flatMap((peer, at) => peerProblem(`${argument}[${at}]`, peer))
  return [{ argument, got: peers, allowed: 'one or more: everything else is denied' }]
}

/** Problems of one peer: it is either a block of addresses or a namespace. */
export function peerProblem(argument: string, peer: NetworkPeer): ArgumentProblem[] {
  const { cidr, namespace } = peer
  const one = (cidr === undefined) !== (namespace === undefined)
  if (one && (cidr === undefined || isBlock(cidr))) return []
  return [{ argument, got: peer, allowed: 'either a cidr, e.g. 10.20.0.0/20, or a namespace' }]
}

/** Problems of names and ports of the ways out that a user adds. */
export function egressProblems(
  egress: readonly { readonly name: string; readonly port: number }[],
): ArgumentProblem[] {
  const problems: ArgumentProblem[] = []
  const names = egress.map(({ name }) => name)
  const good = names.every((name) => /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/.test(name))
  if (!good || new Set(names).size < names.length)
    problems.push({
      argument: 'egress',
      got: names,
      allowed: 'entries with different names, each at most 20 of a–z, 0–9 and hyphen',
    })
  for (const { name, port } of egress)
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      problems.push({ argument: `egress "${name}" port`, got: port, allowed: '1–65535' })
  return problems
}
