import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import { endpointPolicy } from './endpoint-policies.ts'
import type { NetworkArgs } from './network-args.ts'
import { type NetworkScope, slug } from './network-scope.ts'
import type { RoutingParts } from './routing.ts'
import type { VpcParts } from './vpc.ts'

/** Makes the endpoints of AWS services; returns what traffic to them needs. */
export function makeEndpoints(
  scope: NetworkScope,
  args: NetworkArgs,
  parts: VpcParts & RoutingParts,
): pulumi.Resource[] {
  const { gateways, interfaces } = scope.plan.endpoints
  // Isolated subnets keep to the VPC: no endpoint's route enters their table.
  const tables = [...parts.tables].filter(([key]) => key !== 'isolated')
  const routed = gateways.map((service) =>
    makeEndpoint(scope, args, {
      service,
      vpcId: parts.vpc.id,
      vpcEndpointType: 'Gateway',
      routeTableIds: tables.map(([, table]) => table.id),
    }),
  )
  if (interfaces.length === 0) return routed
  const { group, rules } = makeSecurityGroup(scope, args, parts)
  const zones = scope.plan.endpointZones
  const subnetIds = zones.flatMap((zone) => parts.subnets.get(`private-${zone}`)?.id ?? [])
  const standing = interfaces.map((service) =>
    makeEndpoint(scope, args, {
      service,
      vpcId: parts.vpc.id,
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds,
      securityGroupIds: [group.id],
    }),
  )
  return [...routed, ...standing, ...rules]
}

interface EndpointInputs {
  readonly service: string
  readonly vpcId: pulumi.Output<string>
  readonly vpcEndpointType: 'Gateway' | 'Interface'
  readonly privateDnsEnabled?: boolean
  readonly routeTableIds?: pulumi.Output<string>[]
  readonly subnetIds?: pulumi.Output<string>[]
  readonly securityGroupIds?: pulumi.Output<string>[]
}

function makeEndpoint(
  { plan, ownership, accountId, parent }: NetworkScope,
  { endpoints = {} }: NetworkArgs,
  { service, ...inputs }: EndpointInputs,
): aws.ec2.VpcEndpoint {
  const name = `${plan.name}-${service}`
  const { readableBucketArns = [], imageAccountIds = [] } = endpoints
  const limits = { region: plan.region, accountId, readableBucketArns, imageAccountIds }
  const policy = endpointPolicy(service, limits)
  return new aws.ec2.VpcEndpoint(
    name,
    {
      ...inputs,
      serviceName: `com.amazonaws.${plan.region}.${service}`,
      ...(policy && { policy: pulumi.jsonStringify(policy) }),
      tags: tagsOf(ownership, { name }),
    },
    { parent },
  )
}

function makeSecurityGroup(
  { plan, ownership, parent }: NetworkScope,
  { cidrBlock }: NetworkArgs,
  { vpc }: VpcParts,
): { group: aws.ec2.SecurityGroup; rules: pulumi.Resource[] } {
  const name = `${plan.name}-endpoints`
  const group = new aws.ec2.SecurityGroup(
    name,
    {
      vpcId: vpc.id,
      description: 'Interface endpoints of AWS services: HTTPS from the VPC',
      tags: tagsOf(ownership, { name }),
    },
    { parent },
  )
  const rules = [cidrBlock, ...plan.secondaryCidrBlocks].map(
    (cidr) =>
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-https-${slug(cidr)}`,
        {
          securityGroupId: group.id,
          description: `HTTPS from ${cidr} of the VPC`,
          cidrIpv4: cidr,
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
          tags: tagsOf(ownership, { name: `${name}-https` }),
        },
        { parent },
      ),
  )
  return { group, rules }
}
