import type * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'

type Spec = k8s.types.input.networking.v1.NetworkPolicySpec

/** Private, shared and link-local ranges; the last has the node's and the pods' credentials. */
const NOT_THE_INTERNET = [
  '10.0.0.0/8',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
]

const tcp = (port: number) => ({ protocol: 'TCP', port })

/**
 * Policies of the builder's namespace by the end of their name. Nobody connects to it: clients come
 * by `kubectl exec`. Build steps reach the internet, since Dockerfiles fetch from wherever they like,
 * and of the network only HTTPS, where the endpoints of ECR and S3 are.
 */
export function builderNetworkPolicies(cidrBlock: pulumi.Input<string>): Record<string, Spec> {
  const out = (egress: NonNullable<Spec['egress']>): Spec => ({
    podSelector: {},
    policyTypes: ['Egress'],
    egress,
  })
  return {
    'deny-all': { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
    'to-dns': out([{ to: [DNS], ports: [{ protocol: 'UDP', port: 53 }, tcp(53)] }]),
    'to-internet': out([
      {
        to: [{ ipBlock: { cidr: '0.0.0.0/0', except: NOT_THE_INTERNET } }],
        ports: [tcp(80), tcp(443)],
      },
    ]),
    'to-endpoints': out([{ to: [{ ipBlock: { cidr: cidrBlock } }], ports: [tcp(443)] }]),
  }
}

/** CoreDNS, as EKS labels it. */
const DNS = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
}
