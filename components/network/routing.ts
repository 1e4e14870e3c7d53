import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import { NetworkAccess, NetworkNat } from './network-args.ts'
import type { NetworkSubnet } from './network-plan.ts'
import type { NetworkScope } from './network-scope.ts'
import type { VpcParts } from './vpc.ts'

/** Route tables and all that must stand before a subnet is of use. */
export interface RoutingParts {
  /** Tables by key: `public`, `private-<zone>`, `isolated`. */
  readonly tables: ReadonlyMap<string, aws.ec2.RouteTable>
  /** What a subnet's traffic needs, by `<tier>-<zone>`. */
  readonly ready: ReadonlyMap<string, readonly pulumi.Resource[]>
  /** Addresses that the private subnets are seen with on the internet. */
  readonly natPublicIps: pulumi.Output<string[]>
}

/**
 * Key of a subnet's route table. Private subnets have one a zone even with a single NAT gateway, so
 * that a change of the strategy changes routes only.
 */
export function routeTableKey({ access, zone }: Pick<NetworkSubnet, 'access' | 'zone'>): string {
  return access === NetworkAccess.Private ? `private-${zone}` : access
}

/** Makes the route tables, the internet gateway and NAT. */
export function makeRouting(scope: NetworkScope, parts: VpcParts): RoutingParts {
  const tables = makeTables(scope, parts)
  const associations = associate(scope, parts, tables)
  const internet = makeInternet(scope, parts, tables)
  const nat = makeNat(scope, parts, {
    internet: internet?.gateway,
    before: (zone) => [internet?.route, associations.get(`public-${zone}`)].filter(isMade),
  })
  const natRoutes = makeNatRoutes(scope, tables, nat)
  const ready = scope.plan.subnets.map(({ tier, access, zone }) => {
    const key = `${tier}-${zone}`
    const route = {
      [NetworkAccess.Public]: internet?.route,
      [NetworkAccess.Private]: natRoutes.get(zone),
      [NetworkAccess.Isolated]: undefined,
    }[access]
    return [key, [associations.get(key), route].filter(isMade)] as const
  })
  return { tables, ready: new Map(ready), natPublicIps: nat.publicIps }
}

function isMade<T>(made: T | undefined): made is T {
  return made !== undefined
}

function makeNatRoutes(
  { plan, parent }: NetworkScope,
  tables: RoutingParts['tables'],
  nat: NatParts,
): Map<string, aws.ec2.Route> {
  const routes = new Map<string, aws.ec2.Route>()
  for (const zone of plan.zones) {
    const table = tables.get(`private-${zone}`)
    const gateway = nat.gateways.get(zone) ?? nat.shared
    if (table === undefined || gateway === undefined) continue
    const route = { destinationCidrBlock: '0.0.0.0/0', natGatewayId: gateway.id }
    const name = `${plan.name}-private-${zone}-nat`
    routes.set(zone, new aws.ec2.Route(name, { routeTableId: table.id, ...route }, { parent }))
  }
  return routes
}

function makeTables(
  { plan, ownership, parent }: NetworkScope,
  { vpc }: VpcParts,
): Map<string, aws.ec2.RouteTable> {
  const keys = new Set(plan.subnets.map(routeTableKey))
  return new Map(
    [...keys].map((key) => {
      const name = `${plan.name}-${key}`
      const tags = tagsOf(ownership, { name })
      return [key, new aws.ec2.RouteTable(name, { vpcId: vpc.id, tags }, { parent })]
    }),
  )
}

function associate(
  { plan, parent }: NetworkScope,
  { subnets }: VpcParts,
  tables: ReadonlyMap<string, aws.ec2.RouteTable>,
): Map<string, aws.ec2.RouteTableAssociation> {
  const made = new Map<string, aws.ec2.RouteTableAssociation>()
  for (const planned of plan.subnets) {
    const key = `${planned.tier}-${planned.zone}`
    const subnet = subnets.get(key)
    const table = tables.get(routeTableKey(planned))
    if (subnet === undefined || table === undefined) continue
    const ids = { subnetId: subnet.id, routeTableId: table.id }
    made.set(key, new aws.ec2.RouteTableAssociation(`${plan.name}-${key}`, ids, { parent }))
  }
  return made
}

function makeInternet(
  { plan, ownership, parent }: NetworkScope,
  { vpc }: VpcParts,
  tables: ReadonlyMap<string, aws.ec2.RouteTable>,
): { gateway: aws.ec2.InternetGateway; route?: aws.ec2.Route } | undefined {
  if (!plan.internet) return undefined
  const gateway = new aws.ec2.InternetGateway(
    plan.name,
    { vpcId: vpc.id, tags: tagsOf(ownership, { name: plan.name }) },
    { parent },
  )
  const table = tables.get('public')
  if (table === undefined) return { gateway }
  const route = new aws.ec2.Route(
    `${plan.name}-public-internet`,
    { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.id },
    { parent },
  )
  return { gateway, route }
}

interface NatParts {
  /** Gateways by the zone they stand in. */
  readonly gateways: ReadonlyMap<string, aws.ec2.NatGateway>
  /** Gateway of zones without one of their own. */
  readonly shared?: aws.ec2.NatGateway
  readonly publicIps: pulumi.Output<string[]>
}

interface NatNeeds {
  /** What the gateway of a zone needs to reach the internet. */
  readonly before: (zone: string) => pulumi.Resource[]
  readonly internet: aws.ec2.InternetGateway | undefined
}

function makeNat(scope: NetworkScope, parts: VpcParts, needs: NatNeeds): NatParts {
  return scope.plan.nat === NetworkNat.Regional
    ? makeRegionalNat(scope, parts, needs)
    : makeZonalNat(scope, parts, needs)
}

function makeRegionalNat(
  { plan, ownership, parent }: NetworkScope,
  { vpc }: VpcParts,
  { internet }: NatNeeds,
): NatParts {
  const name = `${plan.name}-regional`
  const shared = new aws.ec2.NatGateway(
    name,
    { vpcId: vpc.id, availabilityMode: 'regional', tags: tagsOf(ownership, { name }) },
    { parent, ...(internet && { dependsOn: internet }) },
  )
  const publicIps = shared.regionalNatGatewayAddresses.apply((addresses) =>
    addresses.map(({ publicIp }) => publicIp),
  )
  return { gateways: new Map(), shared, publicIps }
}

function makeZonalNat(
  { plan, ownership, parent }: NetworkScope,
  { subnets }: VpcParts,
  { before, internet }: NatNeeds,
): NatParts {
  const made = plan.natZones.map((zone) => {
    const name = `${plan.name}-nat-${zone}`
    const tags = tagsOf(ownership, { name })
    const attached = { parent, ...(internet && { dependsOn: internet }) }
    const address = new aws.ec2.Eip(name, { domain: 'vpc', tags }, attached)
    const subnetId = subnets.get(`public-${zone}`)?.id
    const gateway = new aws.ec2.NatGateway(
      name,
      { allocationId: address.id, ...(subnetId && { subnetId }), tags },
      { parent, dependsOn: before(zone) },
    )
    return { zone, address, gateway }
  })
  const [first] = made
  return {
    gateways: new Map(made.map(({ zone, gateway }) => [zone, gateway])),
    ...(first && { shared: first.gateway }),
    publicIps: pulumi.all(made.map(({ address }) => address.publicIp)),
  }
}
