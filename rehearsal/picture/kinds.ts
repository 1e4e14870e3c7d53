import type { PlainValue } from '../engine/wire.ts'
import type { PlannedResource } from '../plan/plan.ts'
import { asList, asObject, asText } from '../plan/values.ts'

/** How a kind of resource is shown. */
export interface Kind {
  /** Heading of one. */
  readonly one: string
  /** Heading of several. */
  readonly many: string
  /** Colour of the heading. */
  readonly colour: string
  /** What to know at a glance. */
  readonly facts: (resource: PlannedResource) => readonly string[]
}

/** Colours of headings; white text on each has a contrast of at least 5 : 1. */
export const COLOUR = {
  compute: '#c25e00',
  data: '#1f5f99',
  edge: '#6b3fa0',
  events: '#a3195b',
  keys: '#8a1f1f',
  network: '#4b5563',
} as const

const none = (): readonly string[] => []

const kind = (
  [one, many]: readonly [string, string],
  colour: string,
  facts: Kind['facts'] = none,
): Kind => ({ one, many, colour, facts })

const cluster: Kind['facts'] = ({ inputs }) => {
  const config = asObject(inputs.vpcConfig)
  const version = asText(inputs.version)
  const open = config.endpointPublicAccess !== false
  return [...(version === '' ? [] : [`Kubernetes ${version}`]), open ? 'API public' : 'API private']
}

const nodes: Kind['facts'] = ({ inputs }) => {
  const { minSize, desiredSize, maxSize } = asObject(inputs.scalingConfig)
  const type = asText(asList(inputs.instanceTypes)[0], 't3.medium')
  const spot = inputs.capacityType === 'SPOT' ? ' spot' : ''
  const gpu = /NVIDIA|GPU/i.test(asText(inputs.amiType)) ? ', GPU' : ''
  return [`${desiredSize ?? minSize ?? 0} × ${type}${spot}, up to ${maxSize ?? '?'}${gpu}`]
}

const database: Kind['facts'] = ({ inputs }) => [
  `${asText(inputs.engine)} ${asText(inputs.engineVersion)} ${asText(inputs.instanceClass)}`,
  `${inputs.allocatedStorage ?? '?'} GB${inputs.multiAz === true ? ', two zones' : ', one zone'}`,
]

/** Institution and class of data, by the tags. */
function ownerAndClass({ inputs }: PlannedResource): readonly string[] {
  const dataClass = asText(asObject(inputs.tags)['data-class'])
  return [...institutionOf(inputs), dataClass].filter((fact) => fact !== '')
}

/** The institution that something belongs to by its tag; none for what is shared. */
export function institutionOf({ tags }: PlannedResource['inputs']): readonly string[] {
  const institution = asText(asObject(tags).institution)
  return institution === '' || institution === 'shared' ? [] : [institution]
}

const balancer: Kind['facts'] = ({ inputs }) => [
  inputs.internal === true ? 'internal' : 'internet-facing',
]

/** The types the picture shows; all others are parts of these, or are in the table only. */
export const KINDS: Readonly<Record<string, Kind>> = {
  'aws:eks/cluster:Cluster': kind(['EKS cluster', 'EKS clusters'], COLOUR.compute, cluster),
  'aws:eks/nodeGroup:NodeGroup': kind(['Node group', 'Node groups'], COLOUR.compute, nodes),
  'eks:index:ManagedNodeGroup': kind(['Node group', 'Node groups'], COLOUR.compute, nodes),
  'aws:ec2/instance:Instance': kind(['Machine', 'Machines'], COLOUR.compute, ({ inputs }) => [
    asText(inputs.instanceType),
  ]),
  'aws:lambda/function:Function': kind(['Function', 'Functions'], COLOUR.compute),
  'aws:rds/instance:Instance': kind(['Database', 'Databases'], COLOUR.data, database),
  'aws:s3/bucket:Bucket': kind(['S3 bucket', 'S3 buckets'], COLOUR.data, ownerAndClass),
  'aws:efs/fileSystem:FileSystem': kind(['File system', 'File systems'], COLOUR.data),
  'aws:ecr/repository:Repository': kind(
    ['Image repository', 'Image repositories'],
    COLOUR.data,
    ({ inputs }) => (inputs.name === undefined ? [] : [asText(inputs.name)]),
  ),
  'aws:lb/loadBalancer:LoadBalancer': kind(
    ['Load balancer', 'Load balancers'],
    COLOUR.edge,
    balancer,
  ),
  'aws:wafv2/webAcl:WebAcl': kind(['Web firewall', 'Web firewalls'], COLOUR.edge, ({ inputs }) => [
    `${asList(inputs.rules).length} rules`,
  ]),
  'aws:route53/zone:Zone': kind(['DNS zone', 'DNS zones'], COLOUR.edge, ({ inputs }) => [
    asText(inputs.name),
  ]),
  'aws:ec2/vpnConnection:VpnConnection': kind(['VPN', 'VPNs'], COLOUR.edge, ({ inputs }) => [
    ...institutionOf(inputs),
    inputs.staticRoutesOnly === true ? 'static routes' : 'BGP',
  ]),
  'aws:ec2/vpcEndpoint:VpcEndpoint': kind(['Endpoint', 'Endpoints'], COLOUR.network),
  'aws:sqs/queue:Queue': kind(['Queue', 'Queues'], COLOUR.events),
  'aws:sns/topic:Topic': kind(['Topic', 'Topics'], COLOUR.events),
  'aws:backup/vault:Vault': kind(['Backup vault', 'Backup vaults'], COLOUR.data),
  'aws:kms/key:Key': kind(['Key', 'Keys'], COLOUR.keys),
  'aws:secretsmanager/secret:Secret': kind(['Secret', 'Secrets'], COLOUR.keys),
}

/** Kinds of Kubernetes that run something or let it be reached. */
export const KUBERNETES_KINDS = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'Ingress',
  'Release',
  'Chart',
])
export const KUBERNETES_COLOUR = '#2457c5'

/** Annotations that the load-balancer controller reads begin with this. */
const ALB = 'alb.ingress.kubernetes.io/'

/** What the annotations of an ingress tell the load-balancer controller; nothing without it. */
export function balancerFacts({ type, inputs }: PlannedResource): Readonly<Record<string, string>> {
  if (!type.endsWith(':Ingress')) return {}
  const annotations = Object.entries(asObject(asObject(inputs.metadata).annotations))
  return Object.fromEntries(
    annotations.flatMap(([key, value]) =>
      key.startsWith(ALB) ? [[key.slice(ALB.length), asText(value)]] : [],
    ),
  )
}

/** True for an ingress that a load balancer of AWS is made for. */
export const hasBalancer = (resource: PlannedResource): boolean =>
  Object.keys(balancerFacts(resource)).length > 0

/** Kind of a Kubernetes object: `Deployment` of `kubernetes:apps/v1:Deployment`. */
export const kindOf = (type: string): string => type.split(':')[2] ?? ''

/** Namespace of an object or a chart. */
export function namespaceOf({ inputs }: PlannedResource): string {
  const { namespace } = asObject(inputs.metadata)
  return asText(namespace, asText(inputs.namespace, 'default'))
}

/** A resource's own ARN; one among its inputs is of something else. */
export function arnOf({ inputs, outputs }: PlannedResource): PlainValue | undefined {
  return inputs.arn === undefined ? outputs.arn : undefined
}

/** Types that stand between the outside and the network. */
export const EDGE_TYPES = new Set([
  'aws:wafv2/webAcl:WebAcl',
  'aws:route53/zone:Zone',
  'aws:ec2/vpnConnection:VpnConnection',
])
