import { NetworkEndpointPreset } from './network-args.ts'

/** Services that are reached through a route instead of an interface; free. */
const GATEWAYS = ['dynamodb', 's3']

/** What nodes, images, keys, secrets and logs need of AWS. */
const CORE = ['ec2', 'ecr.api', 'ecr.dkr', 'eks', 'kms', 'logs', 'secretsmanager', 'sts']

/**
 * What an EKS cluster without a way to the internet needs besides: pod identities, the load-balancer
 * controller, the autoscaler, the EFS driver, Session Manager, CloudWatch's agent, and queues and
 * topics of intake and alarms.
 * https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
const CLUSTER = [
  'autoscaling',
  'ec2messages',
  'eks-auth',
  'elasticfilesystem',
  'elasticloadbalancing',
  'monitoring',
  'sns',
  'sqs',
  'ssm',
  'ssmmessages',
]

/** Endpoints of a network by kind, as AWS ends their service names. */
export interface EndpointServices {
  readonly gateways: readonly string[]
  readonly interfaces: readonly string[]
}

/** Services of a preset and those asked for besides, sorted. */
export function endpointServices(
  preset: NetworkEndpointPreset,
  more: readonly string[],
): EndpointServices {
  const interfaces = new Set(more)
  if (preset === NetworkEndpointPreset.Core || preset === NetworkEndpointPreset.Cluster)
    for (const service of CORE) interfaces.add(service)
  if (preset === NetworkEndpointPreset.Cluster)
    for (const service of CLUSTER) interfaces.add(service)
  const gateways = preset === NetworkEndpointPreset.None ? [] : GATEWAYS
  return { gateways, interfaces: [...interfaces].sort() }
}
