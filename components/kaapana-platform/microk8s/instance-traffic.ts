import * as aws from '@pulumi/aws'
import { tagsOf } from '../../ownership.ts'
import type { KaapanaContext } from '../kaapana-running.ts'
import { KAAPANA_PORTS, NODE_PORTS } from '../values/index.ts'

const LISTENERS = Object.keys(KAAPANA_PORTS) as (keyof typeof KAAPANA_PORTS)[]

/**
 * Makes the group of the instance: in from the load balancer alone, out for packages (80, 443). Names
 * and time come from the VPC itself, which no group governs.
 */
export function createSecurityGroup({
  name,
  args,
  parent,
  balancer,
}: KaapanaContext): aws.ec2.SecurityGroup {
  const { ownership, network } = args
  const group = new aws.ec2.SecurityGroup(
    `${name}-instance`,
    {
      vpcId: network.vpcId,
      description: `Kaapana ${name}: in from its load balancer, HTTP and HTTPS out`,
      tags: tagsOf(ownership, { name: `${name}-instance` }),
    },
    { parent },
  )
  const securityGroupId = group.id
  for (const listener of LISTENERS) {
    const port = NODE_PORTS.microk8s[listener]
    new aws.vpc.SecurityGroupIngressRule(
      `${name}-${listener}-in`,
      {
        securityGroupId,
        description: `From the load balancer (${listener})`,
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        referencedSecurityGroupId: balancer.securityGroupId,
        tags: tagsOf(ownership, { name: `${name}-${listener}-in` }),
      },
      { parent },
    )
  }
  for (const [role, port] of Object.entries({ http: 80, https: 443 }))
    new aws.vpc.SecurityGroupEgressRule(
      `${name}-${role}-out`,
      {
        securityGroupId,
        description: 'Services of AWS, snaps and packages of Ubuntu',
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        cidrIpv4: '0.0.0.0/0',
        tags: tagsOf(ownership, { name: `${name}-${role}-out` }),
      },
      { parent },
    )
  return group
}

/** Has the load balancer send to the instance. */
export const createTargets = (
  { name, parent, balancer }: KaapanaContext,
  instance: aws.ec2.Instance,
): aws.lb.TargetGroupAttachment[] =>
  LISTENERS.map(
    (listener) =>
      new aws.lb.TargetGroupAttachment(
        `${name}-${listener}`,
        {
          targetGroupArn: balancer.targetGroupArns[listener],
          targetId: instance.id,
          port: NODE_PORTS.microk8s[listener],
        },
        { parent, deleteBeforeReplace: true },
      ),
  )
