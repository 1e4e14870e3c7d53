import { type Control, each, some } from './control.ts'
import { at, type Graph, type GraphResource, list, ofType } from './graph.ts'

const VPC = 'aws:ec2/vpc:Vpc'
const ANYWHERE = new Set(['0.0.0.0/0', '::/0'])
const REQUIRED_ENDPOINTS = [
  'ecr.api',
  'ecr.dkr',
  'sts',
  'kms',
  'logs',
  'secretsmanager',
  'ec2',
  'eks',
]

/** Routes of a route table, inline or as resources of their own. */
function routesOf(graph: Graph, routeTableId: string) {
  const table = ofType(graph, 'aws:ec2/routeTable:RouteTable').find(({ id }) => id === routeTableId)
  const inline = list(table?.inputs.routes)
  const own = ofType(graph, 'aws:ec2/route:Route').filter(
    ({ inputs }) => inputs.routeTableId === routeTableId,
  )
  return [...inline, ...own.map(({ inputs }) => inputs)]
}

/** Routes that a subnet's route table has. */
export function subnetRoutes(graph: Graph, subnetId: string) {
  return ofType(graph, 'aws:ec2/routeTableAssociation:RouteTableAssociation')
    .filter(({ inputs }) => inputs.subnetId === subnetId)
    .flatMap(({ inputs }) => routesOf(graph, String(inputs.routeTableId)))
}

const reachesInternetGateway = (graph: Graph, subnetId: string): boolean =>
  subnetRoutes(graph, subnetId).some((route) => String(at(route, 'gatewayId')).startsWith('igw-'))

/** Subnets that data stores are in. */
function databaseSubnets(graph: Graph): string[] {
  return ofType(graph, 'aws:rds/subnetGroup:SubnetGroup').flatMap(({ inputs }) =>
    list(inputs.subnetIds).map(String),
  )
}

function nodeSubnets(graph: Graph): string[] {
  return ofType(graph, 'aws:eks/nodeGroup:NodeGroup').flatMap(({ inputs }) =>
    list(inputs.subnetIds).map(String),
  )
}

/** One rule of a security group, inline or a resource of its own. */
interface Rule {
  readonly owner: GraphResource
  readonly groupId: string
  readonly direction: 'ingress' | 'egress'
  readonly cidrs: readonly string[]
  readonly fromPort: number | undefined
  readonly protocol: string
  readonly described: boolean
  /** True when the source or destination is another security group. */
  readonly fromGroup: boolean
}

/** Every security group rule of the graph. */
export function securityGroupRules(graph: Graph): Rule[] {
  const rules: Rule[] = []
  for (const owner of ofType(graph, 'aws:ec2/securityGroup:SecurityGroup'))
    for (const direction of ['ingress', 'egress'] as const)
      for (const inline of list(owner.inputs[direction]))
        rules.push(ruleOf(owner, owner.id, direction, inline as Record<string, never>))
  for (const direction of ['ingress', 'egress'] as const) {
    const kind = direction === 'ingress' ? 'Ingress' : 'Egress'
    const type = `aws:vpc/securityGroup${kind}Rule:SecurityGroup${kind}Rule`
    for (const owner of ofType(graph, type))
      rules.push(ruleOf(owner, String(owner.inputs.securityGroupId), direction, owner.inputs))
  }
  for (const owner of ofType(graph, 'aws:ec2/securityGroupRule:SecurityGroupRule')) {
    const direction = owner.inputs.type === 'egress' ? 'egress' : 'ingress'
    rules.push(ruleOf(owner, String(owner.inputs.securityGroupId), direction, owner.inputs))
  }
  return rules
}

function ruleOf(
  owner: GraphResource,
  groupId: string,
  direction: Rule['direction'],
  inputs: GraphResource['inputs'],
): Rule {
  const cidrs = [inputs.cidrIpv4, inputs.cidrIpv6, inputs.cidrBlocks, inputs.ipv6CidrBlocks]
  const groups = [
    inputs.referencedSecurityGroupId,
    inputs.sourceSecurityGroupId,
    inputs.securityGroups,
  ]
  return {
    owner,
    groupId,
    direction,
    cidrs: cidrs.flatMap((cidr) => list(cidr).map(String)),
    fromPort: typeof inputs.fromPort === 'number' ? inputs.fromPort : undefined,
    protocol: String(inputs.ipProtocol ?? inputs.protocol ?? ''),
    described: typeof inputs.description === 'string' && inputs.description !== '',
    fromGroup: groups.some((group) => list(group).length > 0) || inputs.self === true,
  }
}

const zoneOf = (graph: Graph, subnetId: string) =>
  ofType(graph, 'aws:ec2/subnet:Subnet').find(({ id }) => id === subnetId)?.inputs.availabilityZone

/** Controls 16–27: the network. */
export const NETWORK_CONTROLS: readonly Control[] = [
  {
    number: 16,
    title: 'The default security group of every VPC has no rules',
    sources: 'FSBP EC2.2, CIS 5.4, HIPAA 164.312(e)(1)',
    violations: (graph) =>
      each(ofType(graph, VPC), (vpc) => {
        const closed = ofType(graph, 'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup').some(
          ({ inputs }) =>
            inputs.vpcId === vpc.id &&
            list(inputs.ingress).length + list(inputs.egress).length === 0,
        )
        return !closed && 'leaves its default security group open'
      }),
  },
  {
    number: 17,
    title: 'Every VPC logs all flows to a log group with a key and a retention',
    sources: 'FSBP EC2.6, CIS 3.7',
    violations: (graph) =>
      each(ofType(graph, VPC), (vpc) => {
        const flow = ofType(graph, 'aws:ec2/flowLog:FlowLog').find(
          ({ inputs }) => inputs.vpcId === vpc.id && inputs.trafficType === 'ALL',
        )
        const group = ofType(graph, 'aws:cloudwatch/logGroup:LogGroup').find(
          ({ outputs }) => outputs.arn === flow?.inputs.logDestination,
        )
        return (
          (!group?.inputs.kmsKeyId || !group.inputs.retentionInDays) &&
          'has no flow log of ALL traffic into an encrypted log group with a retention'
        )
      }),
  },
  {
    number: 18,
    title: 'Nodes and databases are in subnets without an internet gateway, over three zones',
    sources: 'CIS-EKS 5.4.3, EKS best practices',
    violations: (graph) => {
      const subnets = [...new Set([...nodeSubnets(graph), ...databaseSubnets(graph)])]
      const open = subnets.filter((id) => reachesInternetGateway(graph, id))
      const zones = new Set(nodeSubnets(graph).map((id) => zoneOf(graph, id)))
      const dataZones = new Set(databaseSubnets(graph).map((id) => zoneOf(graph, id)))
      return [
        ...open.map(
          (id) => `subnet ${id} of nodes or databases has a route to an internet gateway`,
        ),
        ...(zones.size < 3 ? [`nodes are in ${zones.size} zones`] : []),
        ...(dataZones.size < 3 ? [`databases are in ${dataZones.size} zones`] : []),
      ]
    },
  },
  {
    number: 19,
    title: 'No subnet gives public addresses by itself',
    sources: 'FSBP EC2.15, CKV_AWS_130',
    violations: (graph) =>
      each(
        ofType(graph, 'aws:ec2/subnet:Subnet'),
        ({ inputs }) => inputs.mapPublicIpOnLaunch === true && 'gives public addresses on launch',
      ),
  },
  {
    number: 20,
    title: 'Subnets of databases have no route to everywhere',
    sources: 'HIPAA 164.312(e)(1)',
    violations: (graph) =>
      databaseSubnets(graph).flatMap((id) =>
        subnetRoutes(graph, id).some((route) =>
          ANYWHERE.has(String(at(route, 'destinationCidrBlock') ?? at(route, 'cidrBlock'))),
        )
          ? [`subnet ${id} of a database has a route to everywhere`]
          : [],
      ),
  },
  {
    number: 21,
    title: 'Nothing is admitted from everywhere except 443 and 80 at the edge',
    sources: 'FSBP EC2.13/.14/.18/.19, CIS 5.2/5.3',
    violations: (graph) =>
      securityGroupRules(graph)
        .filter(
          ({ direction, cidrs }) => direction === 'ingress' && cidrs.some((c) => ANYWHERE.has(c)),
        )
        .filter(({ fromPort }) => fromPort !== 443 && fromPort !== 80)
        .map(({ owner }) => `${owner.name} (${owner.type}) admits everyone`),
  },
  {
    number: 22,
    title: 'Data stores admit security groups alone and send nothing everywhere',
    sources: 'CKV_AWS_382',
    violations: (graph) => {
      const groups = ofType(graph, 'aws:rds/instance:Instance').flatMap(({ inputs }) =>
        list(inputs.vpcSecurityGroupIds).map(String),
      )
      const rules = securityGroupRules(graph).filter(({ groupId }) => groups.includes(groupId))
      return rules
        .filter((rule) =>
          rule.direction === 'ingress' ? !rule.fromGroup : rule.cidrs.some((c) => ANYWHERE.has(c)),
        )
        .map(({ owner, direction }) => `${owner.name} (${owner.type}): ${direction} is too wide`)
    },
  },
  {
    number: 23,
    title: 'Every security group and rule says what it is for',
    sources: 'CKV_AWS_23',
    violations: (graph) => [
      ...each(
        ofType(graph, 'aws:ec2/securityGroup:SecurityGroup'),
        ({ inputs }) =>
          (!inputs.description || inputs.description === 'Managed by Pulumi') &&
          'has no description',
      ),
      ...securityGroupRules(graph)
        .filter(({ described }) => !described)
        .map(({ owner }) => `a rule of ${owner.name} (${owner.type}) has no description`),
    ],
  },
  {
    number: 24,
    title: 'No network ACL opens remote shells',
    sources: 'FSBP EC2.21, CIS 5.1',
    violations: (graph) =>
      each(ofType(graph, 'aws:ec2/networkAclRule:NetworkAclRule'), ({ inputs }) => {
        const open = ANYWHERE.has(String(inputs.cidrBlock)) && inputs.ruleAction === 'allow'
        const from = Number(inputs.fromPort ?? 0)
        const to = Number(inputs.toPort ?? 65_535)
        const shell = [22, 3389].some((port) => from <= port && port <= to)
        return open && inputs.egress !== true && shell && 'admits everyone to port 22 or 3389'
      }),
  },
  {
    number: 25,
    title: 'Every zone has a NAT gateway of its own',
    sources: 'Well-Architected REL, CKV2_AWS_35',
    violations: (graph) => {
      const nats = ofType(graph, 'aws:ec2/natGateway:NatGateway')
      const natZones = new Set(nats.map(({ inputs }) => zoneOf(graph, String(inputs.subnetId))))
      const zones = new Set(
        ofType(graph, 'aws:ec2/subnet:Subnet').map(({ inputs }) => inputs.availabilityZone),
      )
      return natZones.size === zones.size
        ? []
        : [`${natZones.size} NAT gateways in ${zones.size} zones`]
    },
  },
  {
    number: 26,
    title: 'AWS is reached through endpoints of the VPC, S3 and ECR with a policy',
    sources: 'FSBP EC2.10, EKS best practices',
    violations: (graph) => {
      const endpoints = ofType(graph, 'aws:ec2/vpcEndpoint:VpcEndpoint')
      const service = ({ inputs }: GraphResource) =>
        String(inputs.serviceName).replace(/^com\.amazonaws\.[^.]+\./, '')
      const found = new Set(endpoints.map(service))
      const missing = ['s3', ...REQUIRED_ENDPOINTS].filter((name) => !found.has(name))
      return [
        ...missing.map((name) => `there is no endpoint for ${name}`),
        ...each(
          endpoints.filter((endpoint) => ['s3', 'ecr.api', 'ecr.dkr'].includes(service(endpoint))),
          ({ inputs }) => !inputs.policy && 'has no endpoint policy',
        ),
      ]
    },
  },
  {
    number: 27,
    title: 'No default VPC is managed',
    sources: 'CKV_AWS_148',
    violations: (graph) => each(ofType(graph, 'aws:ec2/defaultVpc:DefaultVpc'), () => 'is managed'),
  },
]

/** The network's own check that there is one at all. */
export const hasNetwork = (graph: Graph): string[] => some(ofType(graph, VPC), 'VPC')
