import type { PlainValue } from '../../engine/wire.ts'
import {
  type ConstructionSite,
  idOf,
  merged,
  outputOf,
  type RegisteredChild,
} from '../construction-site.ts'
import type { ClusterArgs } from './cluster-args.ts'

/** The nodes' security group, and the rule that lets them reach the API server. */
export interface NodeSecurityGroup {
  readonly group: RegisteredChild
  readonly clusterIngressRule: RegisteredChild
}

/** Registers the nodes' security group with the rules that EKS asks for. */
export async function registerNodeSecurityGroup(
  { name, inputs, tags }: ClusterArgs,
  site: ConstructionSite,
  cluster: { cluster: RegisteredChild; securityGroup: RegisteredChild },
): Promise<NodeSecurityGroup> {
  const owner = outputOf(cluster.cluster, 'name')
  const group = await site.register({
    type: 'aws:ec2/securityGroup:SecurityGroup',
    name: `${name}-nodeSecurityGroup`,
    inputs: {
      vpcId: inputs.vpcId,
      revokeRulesOnDelete: true,
      tags: merged(
        { Name: `${name}-nodeSecurityGroup`, [`kubernetes.io/cluster/${owner}`]: 'owned' },
        inputs.nodeSecurityGroupTags,
        tags,
      ),
    },
    from: ['vpcId', 'tags', 'nodeSecurityGroupTags'],
    after: [cluster.cluster],
  })
  const nodes = { securityGroupId: idOf(group) }
  const fromCluster = { ...nodes, sourceSecurityGroupId: idOf(cluster.securityGroup) }
  const rules: Record<string, Record<string, PlainValue>> = {
    eksNodeIngressRule: {
      description: 'Allow nodes to communicate with each other',
      ...portsOf(0, 0, '-1'),
      ...nodes,
      self: true,
    },
    eksNodeClusterIngressRule: {
      description:
        'Allow worker Kubelets and pods to receive communication from the cluster control plane',
      ...portsOf(1025, 65535, 'tcp'),
      ...fromCluster,
    },
    eksExtApiServerClusterIngressRule: {
      description:
        'Allow pods running extension API servers on port 443 to receive communication from ' +
        'cluster control plane',
      ...portsOf(443, 443, 'tcp'),
      ...fromCluster,
    },
    eksNodeInternetEgressRule: {
      description: 'Allow internet access.',
      ...portsOf(0, 0, '-1'),
      type: 'egress',
      cidrBlocks: ['0.0.0.0/0'],
      ...nodes,
    },
    eksClusterIngressRule: {
      description: 'Allow pods to communicate with the cluster API Server',
      ...portsOf(443, 443, 'tcp'),
      securityGroupId: idOf(cluster.securityGroup),
      sourceSecurityGroupId: idOf(group),
    },
  }
  const made: Record<string, RegisteredChild> = {}
  for (const [role, rule] of Object.entries(rules))
    made[role] = await site.register({
      type: 'aws:ec2/securityGroupRule:SecurityGroupRule',
      name: `${name}-${role}`,
      inputs: rule,
      after: [group, cluster.securityGroup],
    })
  return { group, clusterIngressRule: made.eksClusterIngressRule as RegisteredChild }
}

const portsOf = (
  fromPort: number,
  toPort: number,
  protocol: string,
): Record<string, PlainValue> => ({
  type: 'ingress',
  fromPort,
  toPort,
  protocol,
})
