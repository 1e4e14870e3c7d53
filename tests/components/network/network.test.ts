import * as aws from '@pulumi/aws'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  Network,
  NetworkAccess,
  type NetworkArgs,
  NetworkEndpointPreset,
  NetworkNat,
} from '../../../components/network/network.ts'
import type { NetworkRef } from '../../../components/network/network-ref.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type {
  RecordedProgram,
  RecordedResource,
} from '../../../rehearsal/engine/recorded-resource.ts'

const A = 'eu-central-1a'
const B = 'eu-central-1b'
const C = 'eu-central-1c'
const KEY_ARN = 'arn:aws:kms:eu-central-1:123456789012:key/1'
const ARGS: NetworkArgs = {
  ownership: { owner: 'platform', environment: 'test' },
  accountId: '123456789012',
  cidrBlock: '10.20.0.0/16',
  zones: [A, B],
  flowLogs: { key: { arn: KEY_ARN } },
}

const made = (more: Partial<NetworkArgs> = {}) =>
  record(() => {
    const network: NetworkRef & Network = new Network('main', { ...ARGS, ...more })
    const { vpcId, cidrBlock, zones, tierSubnetIds, routeTableIds, natPublicIps } = network
    const { publicSubnetIds, privateSubnetIds, isolatedSubnetIds } = network
    return {
      ...{ vpcId, cidrBlock, zones, tierSubnetIds, routeTableIds, natPublicIps },
      ...{ publicSubnetIds, privateSubnetIds, isolatedSubnetIds },
    }
  })

/** Names of a program's resources by type, without the provider's part. */
const named = ({ resources }: RecordedProgram, type: string) =>
  resources.filter((resource) => resource.type.endsWith(`:${type}`)).map(({ name }) => name)
const one = ({ resources }: RecordedProgram, type: string, name: string): RecordedResource => {
  const found = resources.find((it) => it.type.endsWith(`:${type}`) && it.name === name)
  if (found === undefined) throw new Error(`no ${type} ${name}`)
  return found
}
const policyOf = (program: RecordedProgram, endpoint: string) =>
  JSON.parse(String(one(program, 'VpcEndpoint', endpoint).inputs.policy))

describe('a network at its defaults', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await made()
  })

  it('has exactly these resources, all children of the component', () => {
    const kinds = program.resources
      .filter(({ custom }) => custom)
      .map(({ type, name }) => `${type.split(':').at(-1)} ${name}`)
    const zonal = [A, B].flatMap((zone) => [
      `Eip main-nat-${zone}`,
      `NatGateway main-nat-${zone}`,
      `Route main-private-${zone}-nat`,
      `RouteTable main-private-${zone}`,
      ...['public', 'private', 'isolated'].flatMap((tier) => [
        `RouteTableAssociation main-${tier}-${zone}`,
        `Subnet main-${tier}-${zone}`,
      ]),
    ])
    const single = [
      ...['Vpc main', 'InternetGateway main', 'DefaultSecurityGroup main-default'],
      ...['RouteTable main-public', 'RouteTable main-isolated', 'Route main-public-internet'],
      ...['VpcEndpoint main-dynamodb', 'VpcEndpoint main-s3'],
      ...['FlowLog main-flow-logs', 'LogGroup main-flow-logs', 'Role main-flow-logs'],
      ...['Policy main-flow-logs', 'RolePolicyAttachment main-flow-logs'],
    ]
    expect(kinds.sort()).toEqual([...zonal, ...single].sort())
    const parents = program.resources.filter(({ custom }) => custom).map(({ parent }) => parent)
    expect(new Set(parents)).toEqual(
      new Set(['urn:pulumi:test::dataspace::dataspace:index:Network::main']),
    )
  })

  it('tags whatever can be tagged', () => {
    const untaggable = ['Route', 'RouteTableAssociation', 'RolePolicyAttachment']
    for (const { type, name, custom, inputs } of program.resources) {
      if (!custom || untaggable.includes(type.split(':').at(-1) ?? '')) continue
      const tags = { owner: 'platform', environment: 'test', 'data-class': 'internal' }
      expect(inputs.tags, `${type} ${name}`).toMatchObject(tags)
    }
  })

  it('closes the default security group', () => {
    const { inputs } = one(program, 'DefaultSecurityGroup', 'main-default')
    expect(inputs).toMatchObject({ vpcId: program.outputs.vpcId, ingress: [], egress: [] })
  })

  it('gives no subnet public addresses and tags those for load balancers', () => {
    const subnet = (tier: string) => one(program, 'Subnet', `main-${tier}-${A}`).inputs
    for (const tier of ['public', 'private', 'isolated'])
      expect(subnet(tier).mapPublicIpOnLaunch).toBe(false)
    expect(subnet('public').tags).toMatchObject({ 'kubernetes.io/role/elb': '1' })
    expect(subnet('private').tags).toMatchObject({ 'kubernetes.io/role/internal-elb': '1' })
    expect(JSON.stringify(subnet('isolated').tags)).not.toContain('kubernetes.io')
  })

  it('routes private subnets through the NAT gateway of their zone', () => {
    for (const zone of [A, B]) {
      const { inputs } = one(program, 'Route', `main-private-${zone}-nat`)
      const gateway = one(program, 'NatGateway', `main-nat-${zone}`)
      expect(inputs.natGatewayId).toBe(gateway.id)
      expect(inputs.destinationCidrBlock).toBe('0.0.0.0/0')
      expect(gateway.inputs.subnetId).toBe(one(program, 'Subnet', `main-public-${zone}`).id)
    }
  })

  it('gives isolated subnets no route and no endpoint', () => {
    const table = one(program, 'RouteTable', 'main-isolated').id
    const uses = program.resources.filter(({ inputs }) => JSON.stringify(inputs).includes(table))
    expect(uses.map(({ type }) => type.split(':').at(-1))).toEqual([
      'RouteTableAssociation',
      'RouteTableAssociation',
    ])
  })

  it('logs all traffic to an encrypted group for a year, written by a role for flow logs only', () => {
    const group = one(program, 'LogGroup', 'main-flow-logs')
    expect(group.inputs).toMatchObject({ kmsKeyId: KEY_ARN, retentionInDays: 365 })
    const log = one(program, 'FlowLog', 'main-flow-logs')
    expect(log.inputs).toMatchObject({
      trafficType: 'ALL',
      vpcId: program.outputs.vpcId,
      logDestination: group.outputs.arn,
    })
    expect(log.dependencies).toContain(one(program, 'RolePolicyAttachment', 'main-flow-logs').urn)
    const role = one(program, 'Role', 'main-flow-logs')
    expect(JSON.parse(String(role.inputs.assumeRolePolicy)).Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': '123456789012' },
          ArnLike: { 'aws:SourceArn': 'arn:aws:ec2:eu-central-1:123456789012:vpc-flow-log/*' },
        },
      },
    ])
    const [write] = JSON.parse(
      String(one(program, 'Policy', 'main-flow-logs').inputs.policy),
    ).Statement
    expect(write.Resource).toEqual([group.outputs.arn, `${group.outputs.arn}:*`])
  })

  it('bounds the S3 endpoint to the account and to the buckets AWS serves from', () => {
    const [own, foreign, signals] = policyOf(program, 'main-s3').Statement
    expect(own.Condition).toEqual({ StringEquals: { 'aws:ResourceAccount': '123456789012' } })
    expect(foreign.Action).toBe('s3:GetObject')
    expect(foreign.Resource).toContain('arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*')
    expect(signals).toMatchObject({
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::cloudformation-waitcondition-eu-central-1/*',
    })
    expect(policyOf(program, 'main-s3').Statement).toHaveLength(3)
  })

  it('satisfies NetworkRef in the order of the zones and names its route tables', () => {
    const { outputs } = program
    const ids = (tier: string) =>
      [A, B].map((zone) => one(program, 'Subnet', `main-${tier}-${zone}`).id)
    expect(outputs).toMatchObject({
      cidrBlock: '10.20.0.0/16',
      zones: [A, B],
      publicSubnetIds: ids('public'),
      privateSubnetIds: ids('private'),
      isolatedSubnetIds: ids('isolated'),
      tierSubnetIds: { private: ids('private') },
    })
    expect(Object.keys(outputs.routeTableIds as object).sort()).toEqual([
      'isolated',
      `private-${A}`,
      `private-${B}`,
      'public',
    ])
    const addresses = [A, B].map((zone) => one(program, 'Eip', `main-nat-${zone}`).outputs.publicIp)
    expect(outputs.natPublicIps).toEqual(addresses)
  })
})

describe('a route table of a network', () => {
  it('is found by its key; an unknown key is refused with those there are', async () => {
    const program = await record(() => {
      const network = new Network('main', ARGS)
      expect(() => network.routeTable('private')).toThrow(
        `Network "main": routeTable must be one of isolated, private-${A}, private-${B}, public, got "private"`,
      )
      return { id: network.routeTable(`private-${B}`) }
    })
    expect(program.outputs.id).toBe(one(program, 'RouteTable', `main-private-${B}`).id)
  })
})

describe('what uses a subnet', () => {
  it('waits for its routes and endpoints, so that it is destroyed before them', async () => {
    const program = await record(() => {
      const network = new Network('main', ARGS)
      const subnetId = network.privateSubnetIds.apply(([first = '']) => first)
      new aws.ec2.NetworkInterface('node', { subnetId })
      new aws.rds.SubnetGroup('data', { subnetIds: network.isolatedSubnetIds })
    })
    const node = one(program, 'NetworkInterface', 'node').dependencies
    expect(node).toContain(one(program, 'Route', `main-private-${A}-nat`).urn)
    expect(node).toContain(one(program, 'RouteTableAssociation', `main-private-${A}`).urn)
    expect(node).toContain(one(program, 'VpcEndpoint', 'main-s3').urn)
    const data = one(program, 'SubnetGroup', 'data').dependencies
    expect(data).toContain(one(program, 'RouteTableAssociation', `main-isolated-${A}`).urn)
    expect(data).not.toContain(one(program, 'VpcEndpoint', 'main-s3').urn)
  })

  it('has a NAT gateway that is made after, and destroyed before, the way to the internet', async () => {
    const program = await made()
    const nat = one(program, 'NatGateway', `main-nat-${A}`).dependencies
    expect(nat).toContain(one(program, 'Route', 'main-public-internet').urn)
    expect(nat).toContain(one(program, 'RouteTableAssociation', `main-public-${A}`).urn)
    const gateway = one(program, 'InternetGateway', 'main').urn
    expect(one(program, 'Eip', `main-nat-${A}`).dependencies).toContain(gateway)
  })
})

describe('a network that grows', () => {
  it('keeps every resource as it was when a zone is added, wherever in the list', async () => {
    const subnets = (program: RecordedProgram) =>
      program.resources.filter(
        ({ type, name }) => /Subnet$|RouteTable$/.test(type) && !name.includes(C),
      )
    const small = await made()
    const large = await made({ zones: [C, B, A] })
    expect(subnets(large)).toEqual(subnets(small))
    expect(large.outputs.zones).toEqual([A, B, C])
  })

  it('takes explicit blocks, a tier in a secondary block and a tier in a free slot', async () => {
    const program = await made({
      secondaryCidrBlocks: ['100.64.0.0/16'],
      subnets: {
        private: { cidrs: { [A]: '10.20.0.0/20', [B]: '10.20.64.0/20' } },
        further: {
          pods: {
            access: NetworkAccess.Private,
            cidrs: { [A]: '100.64.0.0/18', [B]: '100.64.64.0/18' },
            tags: { purpose: 'pods' },
          },
          dicom: { access: NetworkAccess.Isolated, slot: 1 },
        },
      },
    })
    const pods = one(program, 'Subnet', `main-pods-${A}`)
    expect(pods.inputs).toMatchObject({ cidrBlock: '100.64.0.0/18', tags: { purpose: 'pods' } })
    const block = one(program, 'VpcIpv4CidrBlockAssociation', 'main-block-100-64-0-0-16')
    expect(pods.dependencies).toContain(block.urn)
    const association = one(program, 'RouteTableAssociation', `main-pods-${A}`).inputs
    expect(association.routeTableId).toBe(one(program, 'RouteTable', `main-private-${A}`).id)
    expect(one(program, 'Subnet', `main-private-${A}`).inputs.cidrBlock).toBe('10.20.0.0/20')
    expect(one(program, 'Subnet', `main-dicom-${B}`).inputs.cidrBlock).toBe('10.20.112.0/21')
    const tiers = program.outputs.tierSubnetIds as Record<string, string[]>
    expect(tiers.pods).toEqual([pods.id, one(program, 'Subnet', `main-pods-${B}`).id])
  })
})

describe('NAT', () => {
  it('can be a single gateway in the first zone that is named', async () => {
    const program = await made({ nat: NetworkNat.Single, zones: [B, A] })
    expect(named(program, 'NatGateway')).toEqual([`main-nat-${B}`])
    const gateway = one(program, 'NatGateway', `main-nat-${B}`).id
    for (const zone of [A, B])
      expect(one(program, 'Route', `main-private-${zone}-nat`).inputs.natGatewayId).toBe(gateway)
  })

  it('can be regional, without a public subnet', async () => {
    const program = await made({
      nat: NetworkNat.Regional,
      subnets: { public: { enabled: false } },
    })
    const gateway = one(program, 'NatGateway', 'main-regional')
    expect(gateway.inputs).toMatchObject({
      availabilityMode: 'regional',
      vpcId: program.outputs.vpcId,
    })
    expect(gateway.dependencies).toContain(one(program, 'InternetGateway', 'main').urn)
    expect(named(program, 'Eip')).toEqual([])
    expect(program.outputs.natPublicIps).toEqual([expect.stringMatching(/^198\.51\.100\./)])
  })
})

describe('a private network', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await made({
      subnets: { public: { enabled: false } },
      endpoints: {
        preset: NetworkEndpointPreset.Cluster,
        services: ['bedrock-runtime'],
        zones: [A],
        readableBucketArns: ['arn:aws:s3:::open-data'],
        imageAccountIds: ['210987654321'],
      },
    })
  })

  it('has no way to the internet: no gateway, no NAT, no default route', () => {
    expect(named(program, 'InternetGateway')).toEqual([])
    expect(named(program, 'NatGateway')).toEqual([])
    expect(named(program, 'Route')).toEqual([])
    expect(program.outputs).toMatchObject({ publicSubnetIds: [], natPublicIps: [] })
  })

  it('reaches all that a cluster needs through endpoints', () => {
    expect(named(program, 'VpcEndpoint').map((name) => name.replace('main-', ''))).toEqual(
      [
        ...['dynamodb', 's3', 'ec2', 'ecr.api', 'ecr.dkr', 'eks', 'kms', 'logs', 'secretsmanager'],
        ...['sts', 'autoscaling', 'ec2messages', 'eks-auth', 'elasticfilesystem'],
        ...['elasticloadbalancing', 'monitoring', 'sns', 'sqs', 'ssm', 'ssmmessages'],
        'bedrock-runtime',
      ].sort(),
    )
    const { inputs } = one(program, 'VpcEndpoint', 'main-ecr.api')
    expect(inputs).toMatchObject({
      serviceName: 'com.amazonaws.eu-central-1.ecr.api',
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds: [one(program, 'Subnet', `main-private-${A}`).id],
      securityGroupIds: [one(program, 'SecurityGroup', 'main-endpoints').id],
    })
  })

  it('admits HTTPS from the VPC to the endpoints, and nothing else', () => {
    expect(named(program, 'SecurityGroupIngressRule')).toEqual([
      'main-endpoints-https-10-20-0-0-16',
    ])
    const rule = one(program, 'SecurityGroupIngressRule', 'main-endpoints-https-10-20-0-0-16')
    expect(rule.inputs).toMatchObject({
      cidrIpv4: '10.20.0.0/16',
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      description: 'HTTPS from 10.20.0.0/16 of the VPC',
    })
  })

  it('lets images be pulled from the account, from EKS and from accounts that were named', () => {
    const [own, login, foreign] = policyOf(program, 'main-ecr.dkr').Statement
    expect(own.Condition).toEqual({ StringEquals: { 'aws:ResourceAccount': '123456789012' } })
    expect(login.Condition).toEqual({ StringEquals: { 'aws:PrincipalAccount': '123456789012' } })
    expect(foreign.Action).not.toContain('ecr:PutImage')
    expect(foreign.Resource).toEqual([
      'arn:aws:ecr:eu-central-1:602401143452:repository/*',
      'arn:aws:ecr:eu-central-1:210987654321:repository/*',
    ])
  })

  it('lets buckets of others be read that were named, and not be written', () => {
    const statements = policyOf(program, 'main-s3').Statement
    expect(statements.slice(3)).toMatchObject([
      { Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: ['arn:aws:s3:::open-data/*'] },
      { Action: 's3:ListBucket', Resource: ['arn:aws:s3:::open-data'] },
    ])
  })
})

describe('options that relax or protect', () => {
  it('are off unless named, and do what they say', async () => {
    const program = await made({
      protect: true,
      endpoints: { preset: NetworkEndpointPreset.None },
      subnets: { public: { assignPublicIps: true } },
      flowLogs: { enabled: false },
    })
    expect(one(program, 'Vpc', 'main').protect).toBe(true)
    expect(named(program, 'VpcEndpoint')).toEqual([])
    expect(named(program, 'FlowLog')).toEqual([])
    expect(one(program, 'Subnet', `main-public-${A}`).inputs.mapPublicIpOnLaunch).toBe(true)
    expect(one(program, 'Subnet', `main-private-${A}`).inputs.mapPublicIpOnLaunch).toBe(false)
    const own = await made({ flowLogs: { awsOwnedKey: true, retentionDays: 30 } })
    const group = one(own, 'LogGroup', 'main-flow-logs').inputs
    expect(group).toMatchObject({ retentionInDays: 30 })
    expect(group).not.toHaveProperty('kmsKeyId')
  })
})
