import * as aws from '@pulumi/aws'
import type * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import { makeBalancerGroup } from './balancer-group.ts'
import { type KaapanaPlatformArgs, KaapanaRuntime } from './kaapana-platform-args.ts'
import type { KaapanaBalancer } from './kaapana-running.ts'
import { LISTENERS, type ListenerName, targetOf } from './listeners.ts'

/** What the balancer is made from. */
export interface BalancerSite {
  readonly name: string
  readonly args: KaapanaPlatformArgs
  readonly parent: pulumi.Resource
}

/** The balancer, with what its record and alarms need. */
export interface MadeBalancer extends KaapanaBalancer {
  readonly zoneId: pulumi.Output<string>
  /** Dimension `LoadBalancer` of CloudWatch's metrics. */
  readonly metricName: pulumi.Output<string>
  /** Dimension `TargetGroup` of CloudWatch's metrics. */
  readonly targetMetricNames: Readonly<Record<ListenerName, pulumi.Output<string>>>
}

/** Makes the load balancer, its security group, and a listener and target group for each port. */
export function makeBalancer(site: BalancerSite): MadeBalancer {
  const { name, args, parent } = site
  const group = makeBalancerGroup(site)
  const { internetFacing = false } = args.access
  const { publicSubnetIds, privateSubnetIds } = args.network
  const balancer = new aws.lb.LoadBalancer(
    name,
    {
      loadBalancerType: 'network',
      internal: !internetFacing,
      subnets: internetFacing ? publicSubnetIds : privateSubnetIds,
      securityGroups: [group.id],
      // The one node is in one zone, people come by all addresses of the balancer.
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: args.protect ?? false,
      ...(args.accessLogs !== undefined && {
        accessLogs: { bucket: args.accessLogs.bucketName, prefix: name, enabled: true },
      }),
      tags: tagsOf(args.ownership, { name }),
    },
    { parent, protect: args.protect ?? false },
  )
  const groups = {
    https: makeListener(site, balancer, 'https'),
    http: makeListener(site, balancer, 'http'),
    dicom: makeListener(site, balancer, 'dicom'),
  }
  const each = <T>(of: (made: aws.lb.TargetGroup) => T) => ({
    https: of(groups.https),
    http: of(groups.http),
    dicom: of(groups.dicom),
  })
  return {
    dnsName: balancer.dnsName,
    zoneId: balancer.zoneId,
    securityGroupId: group.id,
    metricName: balancer.arnSuffix,
    targetGroupArns: each(({ arn }) => arn),
    targetMetricNames: each(({ arnSuffix }) => arnSuffix),
  }
}

function makeListener(
  site: BalancerSite,
  balancer: aws.lb.LoadBalancer,
  listener: ListenerName,
): aws.lb.TargetGroup {
  const { name, args, parent } = site
  const child = `${name}-${listener}`
  const group = makeTargetGroup(site, listener)
  const certificateArn = listener === 'https' ? args.certificate?.acmCertificateArn : undefined
  new aws.lb.Listener(
    child,
    {
      loadBalancerArn: balancer.arn,
      port: LISTENERS[listener],
      ...(certificateArn === undefined
        ? { protocol: 'TCP' }
        : { protocol: 'TLS', certificateArn, sslPolicy: TLS_POLICY }),
      defaultActions: [{ type: 'forward', targetGroupArn: group.arn }],
      tags: tagsOf(args.ownership, { name: child }),
    },
    { parent },
  )
  return group
}

/** TLS 1.2 and 1.3. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html */
const TLS_POLICY = 'ELBSecurityPolicy-TLS13-1-2-2021-06'

function makeTargetGroup({ name, args, parent }: BalancerSite, listener: ListenerName) {
  const child = `${name}-${listener}`
  const { targetType, port } = targetOf(args.runtime, listener)
  const endsTls = listener === 'https' && args.certificate?.acmCertificateArn !== undefined
  return new aws.lb.TargetGroup(
    child,
    {
      vpcId: args.network.vpcId,
      targetType,
      port,
      protocol: endsTls ? 'TLS' : 'TCP',
      deregistrationDelay: 30,
      healthCheck: healthCheck(listener),
      tags: {
        ...tagsOf(args.ownership, { name: child }),
        // The load-balancer controller may only fill target groups that say they are its cluster's.
        ...(args.runtime === KaapanaRuntime.Eks &&
          args.cluster !== undefined && {
            'elbv2.k8s.aws/cluster': args.cluster.cluster.clusterName,
          }),
      },
    },
    { parent },
  )
}

/** The entrance answers `/ping` without a login; the others are asked whether they take connections. */
const healthCheck = (listener: ListenerName) => ({
  ...(listener === 'https' ? { protocol: 'HTTPS', path: '/ping' } : { protocol: 'TCP' }),
  interval: 30,
  healthyThreshold: 2,
  unhealthyThreshold: 3,
})
