import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'

const tags = { owner: 'platform', environment: pulumi.getStack() }

/** A VPC with public, private and isolated subnets, NAT per zone, endpoints and a VPN. */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>
  readonly publicSubnetIds: pulumi.Output<string>[] = []
  readonly privateSubnetIds: pulumi.Output<string>[] = []
  readonly isolatedSubnetIds: pulumi.Output<string>[] = []

  constructor(name: string, zones: readonly string[]) {
    super('hospital:index:Network', name)
    const parent = { parent: this }
    const vpc = new aws.ec2.Vpc(name, { cidrBlock: '10.20.0.0/16', tags }, parent)
    this.vpcId = vpc.id
    const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags }, parent)
    const vpn = new aws.ec2.VpnGateway(`${name}-vpn`, { vpcId: vpc.id, tags }, parent)
    for (const [index, zone] of zones.entries())
      addZone({ of: this, name, vpc, gateway, zone, index })
    addEndpoints({ of: this, name, vpc })
    for (const [site, address] of [
      ['north', '203.0.113.10'],
      ['south', '203.0.113.20'],
    ]) {
      const customer = new aws.ec2.CustomerGateway(
        `${name}-${site}`,
        { bgpAsn: '65010', ipAddress: address ?? '', type: 'ipsec.1', tags },
        parent,
      )
      const link = { vpnGatewayId: vpn.id, customerGatewayId: customer.id, type: 'ipsec.1', tags }
      new aws.ec2.VpnConnection(`${name}-${site}`, link, parent)
    }
    this.registerOutputs({ vpcId: this.vpcId })
  }
}

interface Zone {
  of: Network
  name: string
  vpc: aws.ec2.Vpc
  gateway: aws.ec2.InternetGateway
  zone: string
  index: number
}

function addZone({ of, name, vpc, gateway, zone, index }: Zone): void {
  const parent = { parent: of }
  const availabilityZone = `eu-central-1${zone}`
  const subnet = (tier: string, third: number): aws.ec2.Subnet => {
    const cidrBlock = `10.20.${third + index * 16}.0/20`
    const args = { vpcId: vpc.id, cidrBlock, availabilityZone, tags }
    return new aws.ec2.Subnet(`${name}-${tier}-${zone}`, args, parent)
  }
  const route = (tier: string, of: aws.ec2.Subnet, to: Partial<aws.ec2.RouteArgs>): void => {
    const table = new aws.ec2.RouteTable(`${name}-${tier}-${zone}`, { vpcId: vpc.id, tags }, parent)
    const both = { subnetId: of.id, routeTableId: table.id }
    new aws.ec2.RouteTableAssociation(`${name}-${tier}-${zone}`, both, parent)
    if (Object.keys(to).length > 0)
      new aws.ec2.Route(
        `${name}-${tier}-${zone}`,
        { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', ...to },
        parent,
      )
  }
  const open = subnet('public', 0)
  const inner = subnet('private', 64)
  const isolated = subnet('isolated', 128)
  const eip = new aws.ec2.Eip(`${name}-nat-${zone}`, { domain: 'vpc', tags }, parent)
  const nat = new aws.ec2.NatGateway(
    `${name}-${zone}`,
    { subnetId: open.id, allocationId: eip.id, tags },
    parent,
  )
  route('public', open, { gatewayId: gateway.id })
  route('private', inner, { natGatewayId: nat.id })
  route('isolated', isolated, {})
  of.publicSubnetIds.push(open.id)
  of.privateSubnetIds.push(inner.id)
  of.isolatedSubnetIds.push(isolated.id)
}

function addEndpoints({ of, name, vpc }: { of: Network; name: string; vpc: aws.ec2.Vpc }): void {
  const parent = { parent: of }
  const group = new aws.ec2.SecurityGroup(`${name}-endpoints`, { vpcId: vpc.id, tags }, parent)
  new aws.ec2.VpcEndpoint(
    `${name}-s3`,
    { vpcId: vpc.id, serviceName: 'com.amazonaws.eu-central-1.s3', tags },
    parent,
  )
  for (const service of ['ecr.api', 'ecr.dkr', 'logs', 'sts'])
    new aws.ec2.VpcEndpoint(
      `${name}-${service}`,
      {
        vpcId: vpc.id,
        serviceName: `com.amazonaws.eu-central-1.${service}`,
        vpcEndpointType: 'Interface',
        subnetIds: of.privateSubnetIds,
        securityGroupIds: [group.id],
        tags,
      },
      parent,
    )
}
