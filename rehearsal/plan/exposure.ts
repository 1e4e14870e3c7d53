import type { PlainValue } from '../engine/wire.ts'
import type { PlannedResource } from './plan.ts'
import { asList, asObject, asText } from './values.ts'

/** Something that can be reached from outside the environment's own networks. */
export interface Exposure {
  readonly urn: string
  readonly type: string
  readonly name: string
  /** What is reachable, and how. */
  readonly what: string
  /** Who can reach it: CIDR blocks, or `anyone`. */
  readonly from: readonly string[]
}

type Found = Pick<Exposure, 'what' | 'from'>
type Rule = (resource: PlannedResource, all: readonly PlannedResource[]) => Found[]

/**
 * What of a plan is exposed to the internet, or to an institution by VPN. A public subnet with a route
 * to an internet gateway exposes nothing by itself: something has to listen in it.
 */
export function findExposure(resources: readonly PlannedResource[]): Exposure[] {
  return resources.flatMap((resource) => {
    const rule = RULES[resource.type] ?? kubernetesRule(resource.type)
    const { urn, type, name } = resource
    return (rule?.(resource, resources) ?? []).map((found) => ({ urn, type, name, ...found }))
  })
}

const ANYONE = ['0.0.0.0/0', '::/0']

/** The blocks of a rule that are the whole internet. */
const openBlocks = (...blocks: (PlainValue | undefined)[]): string[] =>
  blocks
    .flatMap((block) => (Array.isArray(block) ? block : [block ?? null]))
    .filter((block) => typeof block === 'string' && ANYONE.includes(block)) as string[]

function ports(protocol: string, from: PlainValue | undefined, to: PlainValue | undefined): string {
  if (protocol === '-1' || protocol === 'all') return 'every port'
  const range = from === to ? `${from}` : `${from}–${to}`
  return `${protocol} ${range}`
}

const listens = (protocol: PlainValue | undefined, from?: PlainValue, to?: PlainValue): string =>
  `security group open on ${ports(asText(protocol, '-1'), from, to)}`

const securityGroup: Rule = ({ inputs }) =>
  asList(inputs.ingress).flatMap((each) => {
    const rule = asObject(each)
    const from = openBlocks(rule.cidrBlocks, rule.ipv6CidrBlocks)
    return from.length === 0
      ? []
      : [{ what: listens(rule.protocol, rule.fromPort, rule.toPort), from }]
  })

const securityGroupRule: Rule = ({ inputs }) => {
  const from = openBlocks(inputs.cidrBlocks, inputs.ipv6CidrBlocks)
  if (inputs.type !== 'ingress' || from.length === 0) return []
  return [{ what: listens(inputs.protocol, inputs.fromPort, inputs.toPort), from }]
}

const ingressRule: Rule = ({ inputs }) => {
  const from = openBlocks(inputs.cidrIpv4, inputs.cidrIpv6)
  if (from.length === 0) return []
  return [{ what: listens(inputs.ipProtocol, inputs.fromPort, inputs.toPort), from }]
}

const loadBalancer: Rule = ({ inputs }, all) => {
  if (inputs.internal === true) return []
  const groups = asList(inputs.securityGroups)
  return [{ what: 'internet-facing load balancer', from: admittedBy(groups, all) }]
}

/** Blocks that the ingress rules of some security groups admit; `anyone` when none is known. */
function admittedBy(groups: readonly PlainValue[], all: readonly PlannedResource[]): string[] {
  const blocks = all.flatMap(({ id, type, inputs }) => {
    if (type === 'aws:ec2/securityGroup:SecurityGroup' && groups.includes(id))
      return asList(inputs.ingress).flatMap((rule) => asList(asObject(rule).cidrBlocks))
    if (type !== 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule') return []
    return groups.includes(inputs.securityGroupId ?? null) ? [inputs.cidrIpv4 ?? ''] : []
  })
  const texts = blocks.filter((block) => typeof block === 'string' && block !== '') as string[]
  return texts.length === 0 ? ['anyone'] : [...new Set(texts)].sort()
}

function apiEndpoint(config: Record<string, PlainValue>): Found[] {
  if (config.endpointPublicAccess === false) return []
  const given = asList(config.publicAccessCidrs) as string[]
  const from = given.length === 0 ? ['0.0.0.0/0'] : [...given].sort()
  return [{ what: 'public endpoint of the Kubernetes API', from }]
}

const eksComponent: Rule = ({ urn, inputs }, all) =>
  all.some(({ type, parent }) => type === 'aws:eks/cluster:Cluster' && parent === urn)
    ? []
    : apiEndpoint(inputs)

const PUBLIC_ACCESS_BLOCKS = [
  'blockPublicAcls',
  'blockPublicPolicy',
  'ignorePublicAcls',
  'restrictPublicBuckets',
]

const publicAccessBlock: Rule = ({ inputs }) => {
  const open = PUBLIC_ACCESS_BLOCKS.filter((key) => inputs[key] !== true)
  if (open.length === 0) return []
  return [{ what: `S3 bucket may be made public (${open.join(', ')} off)`, from: ['anyone'] }]
}

const bucketAcl: Rule = ({ inputs }) =>
  asText(inputs.acl).startsWith('public-')
    ? [{ what: `S3 bucket with access ${asText(inputs.acl)}`, from: ['anyone'] }]
    : []

const bucketPolicy: Rule = ({ inputs }) => {
  const text = typeof inputs.policy === 'string' ? inputs.policy : JSON.stringify(inputs.policy)
  const open = statementsOf(text ?? '').some(
    ({ Effect, Principal, Condition }) =>
      Effect === 'Allow' && Condition === undefined && isAnyone(Principal),
  )
  return open ? [{ what: 'S3 bucket whose policy admits everyone', from: ['anyone'] }] : []
}

function statementsOf(policy: string): Record<string, unknown>[] {
  try {
    const { Statement } = JSON.parse(policy) as { Statement?: unknown }
    return (Array.isArray(Statement) ? Statement : [Statement]).filter((each) => each !== undefined)
  } catch {
    return []
  }
}

const isAnyone = (principal: unknown): boolean =>
  principal === '*' || (principal as { AWS?: unknown } | undefined)?.AWS === '*'

const vpn: Rule = ({ inputs }, all) => {
  const gateway = all.find(({ id }) => id === inputs.customerGatewayId)
  const address = asText(gateway?.inputs.ipAddress, 'the customer gateway')
  return [{ what: 'VPN to an institution', from: [address] }]
}

/** An address of a NAT gateway only sends; nobody can open a connection to it. */
const publicAddress: Rule = ({ id }, all) =>
  all.some((each) => each.type.includes('natGateway') && each.inputs.allocationId === id)
    ? []
    : [{ what: 'public IPv4 address', from: ['anyone'] }]

const when =
  (key: string, value: PlainValue, what: string): Rule =>
  ({ inputs }) =>
    inputs[key] === value ? [{ what, from: ['anyone'] }] : []

const INTERNET_FACING = [
  'alb.ingress.kubernetes.io/scheme',
  'service.beta.kubernetes.io/aws-load-balancer-scheme',
]

/** Kubernetes makes load balancers by itself, from the annotations of its objects. */
function kubernetesRule(type: string): Rule | undefined {
  if (!/^kubernetes:(core\/v1:Service|networking\.k8s\.io\/v1:Ingress)$/.test(type))
    return undefined
  return ({ inputs }) => {
    const annotations = asObject(asObject(inputs.metadata).annotations)
    const faces = INTERNET_FACING.some((key) => annotations[key] === 'internet-facing')
    if (!faces) return []
    const listed = asText(annotations['alb.ingress.kubernetes.io/inbound-cidrs'])
    const ranges = asList(asObject(inputs.spec).loadBalancerSourceRanges) as string[]
    const from = listed === '' ? [...ranges] : listed.split(/,\s*/)
    const kind = type.endsWith('Ingress') ? 'ingress' : 'service'
    return [
      { what: `internet-facing Kubernetes ${kind}`, from: from.length > 0 ? from : ['anyone'] },
    ]
  }
}

const RULES: Readonly<Record<string, Rule>> = {
  'aws:ec2/securityGroup:SecurityGroup': securityGroup,
  'aws:ec2/securityGroupRule:SecurityGroupRule': securityGroupRule,
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': ingressRule,
  'aws:lb/loadBalancer:LoadBalancer': loadBalancer,
  'aws:alb/loadBalancer:LoadBalancer': loadBalancer,
  'aws:eks/cluster:Cluster': ({ inputs }) => apiEndpoint(asObject(inputs.vpcConfig)),
  'eks:index:Cluster': eksComponent,
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': publicAccessBlock,
  'aws:s3/bucketAcl:BucketAcl': bucketAcl,
  'aws:s3/bucketPolicy:BucketPolicy': bucketPolicy,
  'aws:rds/instance:Instance': when('publiclyAccessible', true, 'database with a public address'),
  'aws:ec2/instance:Instance': when(
    'associatePublicIpAddress',
    true,
    'machine with a public address',
  ),
  'aws:ec2/subnet:Subnet': when(
    'mapPublicIpOnLaunch',
    true,
    'subnet that gives machines public addresses',
  ),
  'aws:ec2/eip:Eip': publicAddress,
  'aws:ec2/vpnConnection:VpnConnection': vpn,
  'aws:lambda/functionUrl:FunctionUrl': when(
    'authorizationType',
    'NONE',
    'function that anyone may call',
  ),
}
