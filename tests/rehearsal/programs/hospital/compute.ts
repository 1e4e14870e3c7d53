import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import type { Network } from './network.ts'

const tags = { owner: 'platform', environment: pulumi.getStack() }

/** What a cluster needs. */
export interface ComputeArgs {
  network: Network
  apiCidrs: string[]
  nodes: number
}

/** A Kubernetes cluster with node groups, and an application load balancer behind a firewall. */
export class Compute extends pulumi.ComponentResource {
  readonly clusterName: pulumi.Output<string>
  readonly securityGroupId: pulumi.Output<string>

  constructor(name: string, { network, apiCidrs, nodes }: ComputeArgs) {
    super('hospital:index:Compute', name)
    const parent = { parent: this }
    const role = new aws.iam.Role(name, { assumeRolePolicy: trust('eks') }, parent)
    const open = apiCidrs.length > 0
    const cluster = new aws.eks.Cluster(
      name,
      {
        roleArn: role.arn,
        vpcConfig: {
          subnetIds: network.privateSubnetIds,
          endpointPrivateAccess: true,
          endpointPublicAccess: open,
          ...(open && { publicAccessCidrs: apiCidrs }),
        },
        tags,
      },
      parent,
    )
    this.clusterName = cluster.name
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId
    const nodeRole = new aws.iam.Role(`${name}-nodes`, { assumeRolePolicy: trust('ec2') }, parent)
    for (const [group, instanceType, size] of [
      ['general', 'm7i.large', nodes],
      ['gpu', 'g6.xlarge', 0],
    ] as const)
      new aws.eks.NodeGroup(
        `${name}-${group}`,
        {
          clusterName: cluster.name,
          nodeRoleArn: nodeRole.arn,
          subnetIds: network.privateSubnetIds,
          instanceTypes: [instanceType],
          scalingConfig: { minSize: size, desiredSize: size, maxSize: size + 3 },
          diskSize: 50,
          tags,
        },
        parent,
      )
    addEdge({ of: this, name, network })
    this.registerOutputs({ clusterName: this.clusterName })
  }
}

const trust = (service: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: `${service}.amazonaws.com` },
      },
    ],
  })

function addEdge({ of, name, network }: { of: Compute; name: string; network: Network }): void {
  const parent = { parent: of }
  const group = new aws.ec2.SecurityGroup(`${name}-edge`, { vpcId: network.vpcId, tags }, parent)
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-https`,
    {
      securityGroupId: group.id,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      cidrIpv4: '0.0.0.0/0',
    },
    parent,
  )
  new aws.vpc.SecurityGroupIngressRule(
    `${name}-from-edge`,
    {
      securityGroupId: of.securityGroupId,
      ipProtocol: 'tcp',
      fromPort: 8000,
      toPort: 8000,
      referencedSecurityGroupId: group.id,
    },
    parent,
  )
  const balancer = new aws.lb.LoadBalancer(
    name,
    { subnets: network.publicSubnetIds, securityGroups: [group.id], tags },
    parent,
  )
  const acl = new aws.wafv2.WebAcl(
    name,
    {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      rules: ['common', 'rate'].map((rule, priority) => ({
        name: rule,
        priority,
        visibilityConfig: {
          cloudwatchMetricsEnabled: true,
          metricName: rule,
          sampledRequestsEnabled: false,
        },
      })),
      visibilityConfig: {
        cloudwatchMetricsEnabled: true,
        metricName: name,
        sampledRequestsEnabled: false,
      },
      tags,
    },
    parent,
  )
  new aws.wafv2.WebAclAssociation(name, { resourceArn: balancer.arn, webAclArn: acl.arn }, parent)
}
