import * as aws from '@pulumi/aws'
import { tagsOf } from '../ownership.ts'
import type { NetworkArgs } from './network-args.ts'
import { type NetworkScope, slug } from './network-scope.ts'

/** The VPC and where its subnets' blocks come from. */
export interface VpcParts {
  readonly vpc: aws.ec2.Vpc
  /** Secondary blocks by CIDR. */
  readonly secondary: ReadonlyMap<string, aws.ec2.VpcIpv4CidrBlockAssociation>
  /** Subnets by `<tier>-<zone>`. */
  readonly subnets: ReadonlyMap<string, aws.ec2.Subnet>
}

/** Makes the VPC, its secondary blocks and its subnets, and closes the default security group. */
export function makeVpc(scope: NetworkScope, args: NetworkArgs): VpcParts {
  const { plan, ownership, parent } = scope
  const { name } = plan
  const vpc = new aws.ec2.Vpc(
    name,
    {
      cidrBlock: args.cidrBlock,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: tagsOf(ownership, { name }),
    },
    { parent, protect: args.protect ?? false },
  )
  // Whoever forgets a security group gets one that admits nothing.
  new aws.ec2.DefaultSecurityGroup(
    `${name}-default`,
    {
      vpcId: vpc.id,
      ingress: [],
      egress: [],
      tags: tagsOf(ownership, { name: `${name}-default-closed` }),
    },
    { parent },
  )
  const secondary = new Map(
    plan.secondaryCidrBlocks.map((cidrBlock) => [
      cidrBlock,
      new aws.ec2.VpcIpv4CidrBlockAssociation(
        `${name}-block-${slug(cidrBlock)}`,
        { vpcId: vpc.id, cidrBlock },
        { parent },
      ),
    ]),
  )
  return { vpc, secondary, subnets: makeSubnets(scope, { vpc, secondary }) }
}

function makeSubnets(
  { plan, ownership, parent }: NetworkScope,
  { vpc, secondary }: Omit<VpcParts, 'subnets'>,
): Map<string, aws.ec2.Subnet> {
  return new Map(
    plan.subnets.map((subnet) => {
      const key = `${subnet.tier}-${subnet.zone}`
      const name = `${plan.name}-${key}`
      const block = subnet.secondary === undefined ? undefined : secondary.get(subnet.secondary)
      const made = new aws.ec2.Subnet(
        name,
        {
          vpcId: block?.vpcId ?? vpc.id,
          cidrBlock: subnet.cidr,
          availabilityZone: subnet.zone,
          mapPublicIpOnLaunch: subnet.publicIps,
          tags: { ...subnet.tags, ...tagsOf(ownership, { name }) },
        },
        { parent },
      )
      return [key, made]
    }),
  )
}
