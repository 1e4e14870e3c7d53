import { z } from 'zod'
import { privateCidr, resourceId } from './forms.ts'
import { choice, flag, listOf, text, wholeNumber } from './leaves.ts'

const subnets = (min: number) => listOf(resourceId('subnet'), 6, min)

const existing = z
  .strictObject({
    vpcId: resourceId('vpc').describe('Id of the VPC.'),
    cidrBlock: privateCidr(16, 28, '10.20.0.0/16').describe("The VPC's primary IPv4 block."),
    publicSubnetIds: subnets(0)
      .default([])
      .describe('Subnets with a route to an internet gateway; needed for a public edge.'),
    privateSubnetIds: subnets(2).describe('Subnets for nodes and pods, one an availability zone.'),
    routeTableIds: listOf(resourceId('rtb'), 12)
      .default([])
      .describe('Route tables that learn the way to institutions; needed for a VPN.'),
    isolatedSubnetIds: subnets(2).describe('Subnets for the database, one an availability zone.'),
  })
  .describe('A VPC to put everything into instead of making one.')

/** Settings of the network. */
export const networkSettings = z.strictObject({
  cidr: privateCidr(16, 22, '10.20.0.0/16')
    .default('10.20.0.0/16')
    .describe('IPv4 block of the VPC. Cannot be changed later without replacing everything.'),
  zones: wholeNumber(2, 4, 3)
    .default(3)
    .describe('Number of availability zones: the first of the region. More can be added later.'),
  availabilityZones: listOf(
    text(
      /^[a-z]{2}-[a-z]+-\d[a-d]$/,
      'an availability zone of the region, a to d',
      'eu-central-1a',
    ),
    4,
    2,
  )
    .optional()
    .describe('The zones by name, instead of `zones`, where an account lacks some.'),
  nat: choice(['per-zone', 'single', 'regional', 'none'])
    .default('per-zone')
    .describe(
      'NAT gateways for outgoing traffic; each costs about $42 a month plus traffic. With `single`, ' +
        'the failure of one zone cuts off all; `regional` is one gateway over all zones.',
    ),
  endpoints: choice(['gateways', 'none', 'core', 'cluster'])
    .default('gateways')
    .describe(
      'VPC endpoints: `gateways` is S3 and DynamoDB at no charge; `core` adds 8 interface endpoints, ' +
        '`cluster` the 18 with which a cluster needs no NAT; each costs about $9 a month and zone.',
    ),
  flowLogs: flag().default(true).describe('Record all connections of the VPC.'),
  vpnAsn: wholeNumber(64512, 65534)
    .default(64512)
    .describe("Private BGP number of the VPC's side of all VPN connections."),
  existing: existing.optional(),
})
