import type * as k8s from '@pulumi/kubernetes'
import type { FederatedInstitutionArgs } from './federated-institution-args.ts'

type Spec = k8s.types.input.networking.v1.NetworkPolicySpec

/** CoreDNS, as EKS and kubeadm label it. */
const DNS = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
}

/**
 * Where EKS Pod Identity hands out credentials, on every node.
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
 */
const POD_IDENTITY = { cidr: '169.254.170.23/32', port: 80 }

/**
 * The namespace's network policies by the end of their name. Nobody reaches these pods; they reach
 * object storage and, on AWS, their credentials.
 */
export function federationNetworkPolicies(args: FederatedInstitutionArgs): Record<string, Spec> {
  const out = (egress: NonNullable<Spec['egress']>): Spec => ({
    podSelector: {},
    policyTypes: ['Egress'],
    egress,
  })
  const to = ({ cidr, port = 443 }: { cidr: string; port?: number }) => ({
    to: [{ ipBlock: { cidr } }],
    ports: [{ protocol: 'TCP', port }],
  })
  return {
    'deny-all': { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    'to-dns': out([
      {
        to: [DNS],
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ]),
    'to-storage': out(args.storagePeers.map(to)),
    ...(args.cluster !== undefined && { 'to-credentials': out([to(POD_IDENTITY)]) }),
  }
}
