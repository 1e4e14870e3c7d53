import type { Properties } from '../engine/wire.ts'
import type { PlannedResource } from '../plan/plan.ts'
import { asList, asObject, asText } from '../plan/values.ts'
import type { Like } from './estimate.ts'
import { nodeGroupCharges } from './node-group-charges.ts'

/** A charge with a figure: a quantity at a price of the table. */
export interface PricedCharge {
  readonly what: string
  readonly price: string
  readonly quantity: number
  /** What a line for several of its like is called. */
  readonly like?: Like
}

/** Something a resource is charged for. */
export type Charge =
  | PricedCharge
  | { readonly what: string; readonly unknown: string }
  | { readonly what: string; readonly byUse: string }

type Rule = (resource: PlannedResource, all: readonly PlannedResource[]) => Charge[]

/** What a resource is charged for; nothing for types that cost nothing or are not known. */
export function chargesOf(
  resource: PlannedResource,
  all: readonly PlannedResource[],
): readonly Charge[] {
  return RULES[resource.type]?.(resource, all) ?? []
}

const fixed =
  (what: string, price: string, byUse?: string): Rule =>
  () => [{ what, price, quantity: 1 }, ...(byUse === undefined ? [] : [{ what, byUse }])]

const byUse =
  (what: string, of: string): Rule =>
  () => [{ what, byUse: of }]

const loadBalancer: Rule = ({ inputs }) => {
  const network = inputs.loadBalancerType === 'network'
  const kind = network ? 'network' : 'application'
  const name = network ? 'Network load balancer' : 'Application load balancer'
  return [
    { what: name, price: `elb/${kind}`, quantity: 1 },
    { what: name, byUse: 'capacity units: connections and traffic' },
  ]
}

const ALB = 'alb.ingress.kubernetes.io/'

/** The load-balancer controller makes one balancer for an ingress, or for a group of them. */
const ingress: Rule = ({ urn, inputs }, all) => {
  const group = albGroup(inputs)
  if (group === undefined) return []
  const first = all.find((each) => group !== '' && albGroup(each.inputs) === group)
  if (first !== undefined && first.urn !== urn) return []
  const what = 'Application load balancer'
  return [
    { what, price: 'elb/application', quantity: 1 },
    { what, byUse: 'capacity units: connections and traffic' },
  ]
}

/** Name of the group; empty for an ingress with a balancer of its own, undefined without one. */
function albGroup({ metadata }: Properties): string | undefined {
  const annotations = asObject(asObject(metadata).annotations)
  const keys = Object.keys(annotations)
  if (!keys.some((key) => key.startsWith(ALB))) return undefined
  return asText(annotations[`${ALB}group.name`])
}

const endpoint: Rule = ({ inputs }) => {
  if (inputs.vpcEndpointType !== 'Interface') return []
  const zones = Math.max(asList(inputs.subnetIds).length, 1)
  const inZones = zones === 1 ? '1 zone' : `${zones} zones`
  const service = asText(inputs.serviceName).split('.').slice(3).join('.') || 'service'
  return [
    {
      what: `Interface endpoint ${service}, ${inZones}`,
      price: 'vpc/interface-endpoint',
      quantity: zones,
      like: { many: 'Interface endpoints', each: `in ${inZones}` },
    },
  ]
}

const database: Rule = ({ inputs }) => {
  const standby = inputs.multiAz === true
  const times = standby ? 2 : 1
  const where = standby ? 'two zones' : 'one zone'
  const storage = asText(inputs.storageType, 'gp2')
  const gigabytes = Number(inputs.allocatedStorage ?? 0)
  const size = asText(inputs.instanceClass)
  return [
    { what: `RDS PostgreSQL ${size}, ${where}`, price: `rds/postgres/${size}`, quantity: times },
    {
      what: `RDS ${storage} storage ${gigabytes} GB, ${where}`,
      price: `rds/storage/${storage}`,
      quantity: gigabytes * times,
    },
    { what: 'RDS backups', byUse: 'size beyond that of the database' },
  ]
}

const volume: Rule = ({ inputs }) => {
  const gigabytes = Number(inputs.size ?? 0)
  const type = asText(inputs.type, 'gp2')
  // What gp3 has for its price: https://aws.amazon.com/ebs/pricing/
  const faster = type === 'gp3' ? Number(inputs.throughput ?? 0) - 125 : 0
  return [
    { what: `EBS ${type} ${gigabytes} GB`, price: `ebs/${type}`, quantity: gigabytes },
    ...(faster > 0
      ? [{ what: `EBS gp3 throughput +${faster} MiB/s`, unknown: 'its price is not in the table' }]
      : []),
  ]
}

const instance: Rule = ({ inputs }) => {
  const type = asText(inputs.instanceType)
  const disk = asObject(inputs.rootBlockDevice)
  const gigabytes = Number(disk.volumeSize ?? 0)
  const kind = asText(disk.volumeType, 'gp3')
  const spot = asObject(inputs.instanceMarketOptions).marketType === 'spot'
  return [
    spot
      ? { what: `EC2 ${type} spot`, unknown: 'spot prices change by the hour' }
      : { what: `EC2 ${type}`, price: `ec2/${type}`, quantity: 1 },
    ...(gigabytes > 0
      ? [{ what: `EBS ${kind} ${gigabytes} GB`, price: `ebs/${kind}`, quantity: gigabytes }]
      : []),
  ]
}

const webAcl: Rule = ({ inputs }) => [
  { what: 'WAF web ACL', price: 'waf/web-acl', quantity: 1 },
  { what: 'WAF rules', price: 'waf/rule', quantity: asList(inputs.rules).length },
  { what: 'WAF web ACL', byUse: 'requests' },
]

const controlPlane: Rule = () => [
  { what: 'EKS control plane', price: 'eks/control-plane', quantity: 1 },
]

/** The control plane is charged once, at the cluster the provider makes, not at its component. */
const eksComponent: Rule = (component, all) => {
  const made = all.some(
    ({ type, parent }) => type === 'aws:eks/cluster:Cluster' && parent === component.urn,
  )
  return made ? [] : controlPlane(component, all)
}

const RULES: Readonly<Record<string, Rule>> = {
  'aws:ec2/natGateway:NatGateway': fixed('NAT gateway', 'vpc/nat-gateway', 'traffic'),
  'aws:ec2/eip:Eip': fixed('Public IPv4 address', 'vpc/public-ipv4'),
  'aws:ec2/vpnConnection:VpnConnection': fixed('VPN connection', 'vpc/vpn-connection', 'traffic'),
  'aws:ec2/vpcEndpoint:VpcEndpoint': endpoint,
  'aws:ec2/flowLog:FlowLog': byUse('VPC flow logs', 'size of the logs'),
  'aws:ec2/instance:Instance': instance,
  'aws:ebs/volume:Volume': volume,
  'aws:eks/cluster:Cluster': controlPlane,
  'eks:index:Cluster': eksComponent,
  'aws:eks/nodeGroup:NodeGroup': nodeGroupCharges,
  'eks:index:ManagedNodeGroup': nodeGroupCharges,
  'aws:rds/instance:Instance': database,
  'aws:lb/loadBalancer:LoadBalancer': loadBalancer,
  'kubernetes:networking.k8s.io/v1:Ingress': ingress,
  'aws:wafv2/webAcl:WebAcl': webAcl,
  'aws:kms/key:Key': fixed('KMS key', 'kms/key', 'requests'),
  'aws:kms/replicaKey:ReplicaKey': fixed('KMS replica key', 'kms/key'),
  'aws:secretsmanager/secret:Secret': fixed('Secret', 'secretsmanager/secret'),
  'aws:route53/zone:Zone': fixed('DNS zone', 'route53/zone', 'queries'),
  'aws:cloudwatch/metricAlarm:MetricAlarm': fixed('CloudWatch alarm', 'cloudwatch/alarm'),
  'aws:cloudwatch/logGroup:LogGroup': byUse('CloudWatch logs', 'size of the logs'),
  'aws:s3/bucket:Bucket': byUse('S3 bucket', 'stored size and requests'),
  'aws:ecr/repository:Repository': byUse('ECR repository', 'stored size'),
  'aws:efs/fileSystem:FileSystem': byUse('EFS file system', 'stored size'),
  'aws:lambda/function:Function': byUse('Lambda function', 'calls and duration'),
  'aws:sqs/queue:Queue': byUse('SQS queue', 'requests'),
  'aws:sns/topic:Topic': byUse('SNS topic', 'messages'),
  'aws:backup/vault:Vault': byUse('Backup vault', 'stored size'),
  'aws:guardduty/detector:Detector': byUse('GuardDuty', 'events and log volume'),
  'aws:cloudtrail/trail:Trail': byUse('CloudTrail', 'events beyond the first copy'),
}
