import type * as pulumi from '@pulumi/pulumi'

/**
 * Ranges of services on EKS where a cluster does not choose: one or the other.
 * https://docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html
 */
const EKS_SERVICE_CIDRS = ['10.100.0.0/16', '172.20.0.0/16']

/**
 * What pods of Kaapana on EKS may send to: services, and the network, which pods and the API server's
 * interfaces have their addresses from.
 */
export const eksInternalCidrs = (
  networkCidr: pulumi.Input<string>,
  serviceCidr?: string,
): pulumi.Input<string>[] => [
  networkCidr,
  ...(serviceCidr === undefined ? EKS_SERVICE_CIDRS : [serviceCidr]),
]

/**
 * Ranges of services and pods on MicroK8s, to which kaapanactl.sh adds the instance's own address.
 * https://microk8s.io/docs/change-cidr
 */
export const microk8sInternalCidrs = (nodeCidr: pulumi.Input<string>): pulumi.Input<string>[] => [
  '10.152.183.0/24',
  '10.1.0.0/16',
  nodeCidr,
]
