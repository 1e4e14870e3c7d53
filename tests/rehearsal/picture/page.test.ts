import { describe, expect, it } from 'vitest'
import { estimateCost } from '../../../rehearsal/cost/estimate.ts'
import { planPage } from '../../../rehearsal/picture/page.ts'
import { planned, planOf } from '../plan/planned.ts'

const subnet = (tier: string, cidrBlock: string) =>
  planned('aws:ec2/subnet:Subnet', tier, {
    id: `subnet-${tier}`,
    inputs: { vpcId: 'vpc-1', cidrBlock, availabilityZone: 'eu-central-1a' },
  })
const routed = (tier: string, target: Record<string, string>) => [
  planned('aws:ec2/routeTable:RouteTable', tier, { id: `rtb-${tier}` }),
  planned('aws:ec2/routeTableAssociation:RouteTableAssociation', tier, {
    inputs: { subnetId: `subnet-${tier}`, routeTableId: `rtb-${tier}` },
  }),
  planned('aws:ec2/route:Route', tier, { inputs: { routeTableId: `rtb-${tier}`, ...target } }),
]
const environment = planOf([
  planned('aws:ec2/vpc:Vpc', 'net', { id: 'vpc-1', inputs: { cidrBlock: '10.0.0.0/16' } }),
  subnet('public', '10.0.0.0/24'),
  subnet('private', '10.0.1.0/24'),
  subnet('isolated', '10.0.2.0/24'),
  ...routed('public', { gatewayId: 'igw-1' }),
  ...routed('private', { natGatewayId: 'nat-1' }),
  planned('aws:eks/cluster:Cluster', 'main', {
    inputs: { vpcConfig: { subnetIds: ['subnet-private'], endpointPublicAccess: false } },
    outputs: { vpcConfig: { clusterSecurityGroupId: 'sg-cluster' } },
  }),
  planned('aws:rds/instance:Instance', 'db', {
    inputs: { engine: 'postgres', vpcSecurityGroupIds: ['sg-db'], subnets: ['subnet-isolated'] },
    protect: true,
  }),
  planned('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule', 'db', {
    inputs: {
      securityGroupId: 'sg-db',
      referencedSecurityGroupId: 'sg-cluster',
      fromPort: 5432,
      toPort: 5432,
    },
  }),
  planned('aws:s3/bucket:Bucket', 'a<b>&c', { id: 'lake' }),
])

describe("the plan's page", () => {
  it('draws tiers, what stands in them and who may reach whom', () => {
    const page = planPage(environment)
    const svg = page.slice(page.indexOf('<svg'), page.indexOf('</svg>'))
    for (const text of ['Public subnets', 'Private subnets', 'Isolated subnets', 'EKS cluster'])
      expect(svg).toContain(text)
    expect(svg).toContain('10.0.0.0/24')
    expect(svg).toContain('>5432<')
    expect(svg).toContain('protected')
    expect(svg).toContain('Internet: nothing is exposed to it')
    expect(page).toContain('Nothing is exposed to the internet.')
  })

  it('needs nothing else and runs no script', () => {
    const page = planPage(environment)
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(|\son\w+=/i)
  })

  it('shows names as text, whatever is in them', () => {
    const page = planPage(environment)
    expect(page).toContain('<td>a&lt;b&gt;&amp;c</td>')
    expect(page).not.toContain('a<b>')
  })

  it('is the same twice', () => {
    expect(planPage(environment)).toBe(planPage(environment))
  })

  it('draws an environment with no network', () => {
    const page = planPage(planOf([planned('aws:sqs/queue:Queue', 'alone')]))
    expect(page).toContain('<svg')
  })

  it('tells in words what the picture shows, for those who do not see it', () => {
    const page = planPage(environment)
    expect(page).toMatch(/<svg[^>]* role="img" aria-labelledby="picture-title picture-text"/)
    expect(page).toContain('<title id="picture-title">test test</title>')
    expect(page).toMatch(/<desc id="picture-text">A network in 1 zones?\. Reachable .*EKS cluster/)
    expect(page).toMatch(/<h2>Who reaches whom<\/h2>.*<td>is let in, on port: 5432<\/td>/s)
  })

  it('shows the same lines of cost as the text', () => {
    const page = planPage({
      ...environment,
      cost: estimateCost(environment.resources, 'eu-central-1'),
    })
    expect(page).toContain('<td>EKS control plane</td><td>1 × 0.1 USD/hour</td>')
    expect(page).toContain('https://aws.amazon.com/eks/pricing/, list price, not re-read')
  })
})
