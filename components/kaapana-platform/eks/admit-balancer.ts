import * as aws from '@pulumi/aws'
import { tagsOf } from '../../ownership.ts'
import { KaapanaRuntime } from '../kaapana-platform-args.ts'
import { LISTENERS, type ListenerName, targetOf } from '../listeners.ts'
import type { EksSite } from './eks-site.ts'

/** Lets the load balancer reach the pods, which have the cluster's security group. */
export function admitBalancer({ name, args, place, balancer, child }: EksSite): void {
  for (const listener of Object.keys(LISTENERS) as ListenerName[]) {
    const role = `${name}-${listener}-to-pods`
    const { port } = targetOf(KaapanaRuntime.Eks, listener)
    new aws.vpc.SecurityGroupIngressRule(
      role,
      {
        securityGroupId: place.cluster.securityGroupId,
        description: `Kaapana's load balancer: ${listener}`,
        referencedSecurityGroupId: balancer.securityGroupId,
        ipProtocol: 'tcp',
        fromPort: port,
        toPort: port,
        tags: tagsOf(args.ownership, { name: role }),
      },
      child,
    )
  }
}
