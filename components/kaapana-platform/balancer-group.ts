import * as aws from '@pulumi/aws'
import { tagsOf } from '../ownership.ts'
import type { BalancerSite } from './balancer.ts'
import { LISTENERS, type ListenerName, targetOf } from './listeners.ts'

/** Makes the load balancer's security group: who may come in, and the one network it sends to. */
export function makeBalancerGroup(site: BalancerSite): aws.ec2.SecurityGroup {
  const { name, args, parent } = site
  const child = `${name}-balancer`
  const group = new aws.ec2.SecurityGroup(
    child,
    {
      description: `Load balancer of Kaapana ${name}`,
      vpcId: args.network.vpcId,
      tags: tagsOf(args.ownership, { name: child }),
    },
    { parent },
  )
  const { webCidrs, dicomCidrs } = args.access
  admit(site, group, { listener: 'https', cidrs: webCidrs, who: 'People' })
  admit(site, group, { listener: 'http', cidrs: webCidrs, who: 'People, to be redirected' })
  admit(site, group, { listener: 'dicom', cidrs: dicomCidrs, who: 'Modalities and PACS' })
  for (const listener of Object.keys(LISTENERS) as ListenerName[]) send(site, group, listener)
  return group
}

function admit(
  { name, args, parent }: BalancerSite,
  group: aws.ec2.SecurityGroup,
  from: { listener: ListenerName; cidrs: readonly string[]; who: string },
): void {
  for (const cidr of new Set(from.cidrs)) {
    const child = `${name}-${from.listener}-from-${cidr}`
    new aws.vpc.SecurityGroupIngressRule(
      child,
      {
        securityGroupId: group.id,
        description: from.who,
        ...(cidr.includes(':') ? { cidrIpv6: cidr } : { cidrIpv4: cidr }),
        ipProtocol: 'tcp',
        fromPort: LISTENERS[from.listener],
        toPort: LISTENERS[from.listener],
        tags: tagsOf(args.ownership, { name: child }),
      },
      { parent },
    )
  }
}

function send(
  { name, args, parent }: BalancerSite,
  group: aws.ec2.SecurityGroup,
  listener: ListenerName,
): void {
  const child = `${name}-${listener}-to-kaapana`
  const { port } = targetOf(args.runtime, listener)
  new aws.vpc.SecurityGroupEgressRule(
    child,
    {
      securityGroupId: group.id,
      description: `Kaapana: ${listener}`,
      cidrIpv4: args.network.cidrBlock,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      tags: tagsOf(args.ownership, { name: child }),
    },
    { parent },
  )
}
