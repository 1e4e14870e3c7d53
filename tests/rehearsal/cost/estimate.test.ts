import { describe, expect, it } from 'vitest'
import { estimateCost } from '../../../rehearsal/cost/estimate.ts'
import { priceOf } from '../../../rehearsal/cost/prices.ts'
import type { PlannedResource } from '../../../rehearsal/plan/plan.ts'
import { planned } from '../plan/planned.ts'

const REGION = 'eu-central-1'
const cost = (...resources: PlannedResource[]) => estimateCost(resources, REGION)

describe('the monthly cost', () => {
  it('is quantity times price for 730 hours, with the source and the day of the price', () => {
    const { items, atLeast } = cost(planned('aws:ec2/natGateway:NatGateway', 'nat'))
    expect(atLeast).toBe(37.96)
    expect(items).toEqual([
      {
        urn: expect.stringContaining('::nat'),
        name: 'nat',
        what: 'NAT gateway',
        area: 'network',
        quantity: 1,
        unit: 'hour',
        usdPerUnit: 0.052,
        usdPerMonth: 37.96,
        established: 'listed',
        source: 'https://aws.amazon.com/vpc/pricing/',
        date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      },
    ])
  })

  it('of an interface endpoint counts its zones; a gateway endpoint is free', () => {
    const endpoint = (vpcEndpointType: string) =>
      planned('aws:ec2/vpcEndpoint:VpcEndpoint', vpcEndpointType, {
        inputs: {
          vpcEndpointType,
          serviceName: 'com.amazonaws.eu-central-1.ecr.api',
          subnetIds: ['a', 'b', 'c'],
        },
      })
    const { items } = cost(endpoint('Interface'), endpoint('Gateway'))
    expect(items).toMatchObject([{ what: 'Interface endpoint ecr.api, 3 zones', quantity: 3 }])
  })

  it('of nodes is that of the size the group starts with; more nodes are by use', () => {
    const group = planned('aws:eks/nodeGroup:NodeGroup', 'general', {
      inputs: {
        instanceTypes: ['m7i.xlarge'],
        scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 5 },
      },
    })
    const { items, byUse } = cost(group)
    expect(items).toMatchObject([
      { what: 'EC2 m7i.xlarge, 2 nodes', quantity: 2, usdPerUnit: 0.2415, usdPerMonth: 352.59 },
    ])
    expect(byUse).toMatchObject([{ why: 'nodes beyond 2, up to 5' }])
  })

  it('of a spot instance is unknown but for its disk', () => {
    const machine = planned('aws:ec2/instance:Instance', 'builder', {
      inputs: {
        instanceType: 'm7i.2xlarge',
        instanceMarketOptions: { marketType: 'spot' },
        rootBlockDevice: { volumeType: 'gp3', volumeSize: 20 },
      },
    })
    const { items, unknown } = cost(machine)
    expect(items).toMatchObject([{ what: 'EBS gp3 20 GB', usdPerMonth: 1.9 }])
    expect(unknown).toMatchObject([
      { what: 'EC2 m7i.2xlarge spot', why: 'spot prices change by the hour' },
    ])
  })

  it('of a fast disk says that its throughput is charged too', () => {
    const disk = (throughput: number) =>
      planned('aws:ebs/volume:Volume', `cache-${throughput}`, {
        inputs: { type: 'gp3', size: 200, throughput },
      })
    const { items, unknown } = cost(disk(125), disk(500))
    expect(items).toMatchObject([{ usdPerMonth: 19.04 }, { usdPerMonth: 19.04 }])
    expect(unknown).toMatchObject([{ name: 'cache-500', what: 'EBS gp3 throughput +375 MiB/s' }])
  })

  it('takes the disk of the launch template', () => {
    const template = planned('aws:ec2/launchTemplate:LaunchTemplate', 'nodes', {
      id: 'lt-1',
      inputs: { blockDeviceMappings: [{ ebs: { volumeSize: 100, volumeType: 'gp3' } }] },
    })
    const group = planned('aws:eks/nodeGroup:NodeGroup', 'general', {
      inputs: {
        instanceTypes: ['m7i.large'],
        scalingConfig: { desiredSize: 1 },
        launchTemplate: { id: 'lt-1' },
      },
    })
    const { items } = cost(template, group)
    expect(items[1]).toMatchObject({ what: 'EBS gp3 100 GB, 1 node', usdPerMonth: 9.52 })
  })

  it('counts a cluster or a node group of a remote component once', () => {
    const component = planned('eks:index:Cluster', 'main', { id: '' })
    const cluster = planned('aws:eks/cluster:Cluster', 'main', { parent: component.urn })
    expect(cost(component, cluster).items).toHaveLength(1)
    expect(cost(component).items).toHaveLength(1)
  })

  it('of a database in two zones is twice that of one', () => {
    const database = (multiAz: boolean) =>
      planned('aws:rds/instance:Instance', 'db', {
        inputs: {
          instanceClass: 'db.t4g.micro',
          allocatedStorage: 20,
          storageType: 'gp3',
          multiAz,
        },
      })
    expect(cost(database(false)).atLeast).toBe(16.61)
    expect(cost(database(true)).atLeast).toBe(33.22)
  })

  it('leaves what has no price unknown and out of the sum, with the reason', () => {
    const database = planned('aws:rds/instance:Instance', 'db', {
      inputs: { instanceClass: 'db.r9z.huge', allocatedStorage: 20, storageType: 'gp3' },
    })
    const { atLeast, unknown } = cost(database)
    expect(atLeast).toBe(2.74)
    expect(unknown).toMatchObject([
      { name: 'db', why: 'no price of rds/postgres/db.r9z.huge for this region' },
    ])
  })

  it('counts one load balancer for an ingress, and one for a group of them', () => {
    const ingress = (name: string, annotations: Record<string, string>) =>
      planned('kubernetes:networking.k8s.io/v1:Ingress', name, {
        inputs: { metadata: { annotations } },
      })
    const own = { 'alb.ingress.kubernetes.io/scheme': 'internal' }
    const group = { 'alb.ingress.kubernetes.io/group.name': 'edge' }
    const { items } = cost(
      ingress('own', own),
      ingress('a', group),
      ingress('b', group),
      ingress('nginx', {}),
    )
    expect(items.map(({ name }) => name)).toEqual(['own', 'a'])
  })

  it('of a spot group is unknown', () => {
    const group = planned('aws:eks/nodeGroup:NodeGroup', 'spot', {
      inputs: { capacityType: 'SPOT', instanceTypes: ['m7i.large'], scalingConfig: { minSize: 2 } },
    })
    expect(cost(group).unknown[0]).toMatchObject({ why: 'spot prices change by the hour' })
  })

  it('is not that of another region', () => {
    const abroad = planned('aws:ec2/natGateway:NatGateway', 'nat', {
      inputs: { region: 'ap-south-1' },
    })
    expect(cost(abroad)).toMatchObject({ atLeast: 0, unknown: [{ name: 'nat' }] })
  })

  it('lists what is charged by use', () => {
    expect(cost(planned('aws:s3/bucket:Bucket', 'lake')).byUse).toMatchObject([
      { name: 'lake', why: 'stored size and requests' },
    ])
  })
})

describe('the price table', () => {
  it.each([
    ['ec2/t3.medium', 0.048, 'read'],
    ['ec2/t4g.micro', 0.0096, 'read'],
    ['ec2/m7i.24xlarge', 5.796, 'read'],
    ['ec2/m7g.xlarge', 0.1955, 'read'],
    ['ec2/m8g.12xlarge', 2.58096, 'read'],
    ['ec2/m6i.16xlarge', 3.68, 'read'],
    ['ec2/g5.xlarge', 1.258, 'read'],
    ['rds/postgres/db.t3.micro', 0.021, 'read'],
    ['secretsmanager/secret', 0.4, 'read'],
    ['eks/control-plane', 0.1, 'listed'],
    ['vpc/nat-gateway', 0.052, 'listed'],
  ])('gives %s with how it was established', (key, usd, established) => {
    expect(priceOf(key, REGION)?.usd).toBeCloseTo(usd, 6)
    expect(priceOf(key, REGION)?.established).toBe(established)
  })

  it('claims of a list price only that AWS publishes it, of one that was read where it stands', () => {
    const keys = ['vpc/nat-gateway', 'ebs/gp3', 'waf/rule', 'elb/application', 'vpc/vpn-connection']
    for (const key of keys)
      expect(priceOf(key, REGION)).toMatchObject({
        established: 'listed',
        source: expect.stringMatching(/^https:\/\/aws\.amazon\.com\//),
        seen: expect.stringMatching(/\w/),
      })
  })

  it('has a source for every price that is asked for', () => {
    expect(priceOf('kms/key', 'us-east-1')).toMatchObject({
      source: expect.stringMatching(/^https:\/\//),
      date: expect.stringMatching(/^\d{4}-/),
    })
  })
})
