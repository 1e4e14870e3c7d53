import { DENY_ALL, type PolicySpec, TO_DNS, toPodIdentity } from '../kubernetes-network.ts'
import type { FederatedInstitutionArgs } from './federated-institution-args.ts'

/**
 * The namespace's network policies by the end of their name. Nobody reaches these pods; they reach
 * object storage and, on AWS, their credentials.
 */
export function federationNetworkPolicies(
  args: FederatedInstitutionArgs,
): Record<string, PolicySpec> {
  return {
    'deny-all': DENY_ALL,
    'to-dns': TO_DNS,
    'to-storage': toStorage(args),
    ...(args.cluster !== undefined && { 'to-credentials': toPodIdentity({}) }),
  }
}

const toStorage = ({ storagePeers }: FederatedInstitutionArgs): PolicySpec => ({
  podSelector: {},
  policyTypes: ['Egress'],
  egress: storagePeers.map(({ cidr, port = 443 }) => ({
    to: [{ ipBlock: { cidr } }],
    ports: [{ protocol: 'TCP', port }],
  })),
})
