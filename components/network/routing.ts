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
  const { plan, parent } = scope
  const tables = makeTables(scope, parts)
  const associations = associate(scope, parts, tables)
  const internet = makeInternet(scope, parts, tables)
  const ready = new Map<string, pulumi.Resource[]>()
  const before = (zone: string) =>
    [internet?.route, associations.get(`public-${zone}`)].filter((made) => made !== undefined)
  const nat = makeNat(scope, parts, { before, internet: internet?.gateway })
  const natRoutes = new Map<string, aws.ec2.Route>()
  for (const zone of plan.zones) {
    const table = tables.get(`private-${zone}`)
    const gateway = nat.gateways.get(zone) ?? nat.shared
    if (table === undefined || gateway === undefined) continue
    const route = new aws.ec2.Route(
      `${plan.name}-private-${zone}-nat`,
      { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', natGatewayId: gateway.id },
      { parent },
    )
    natRoutes.set(zone, route)
  }
  for (const subnet of plan.subnets) {
    const key = `${subnet.tier}-${subnet.zone}`
    const route = { public: internet?.route, private: natRoutes.get(subnet.zone) }
    const needed = [associations.get(key), route[subnet.access as keyof typeof route]]
    ready.set(
      key,
      needed.filter((made) => made !== undefined),
    )
  }
  return { tables, ready, natPublicIps: nat.publicIps }
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

function makeNat(
  scope: NetworkScope,
  { vpc, subnets }: VpcParts,
  needs: {
    before: (zone: string) => pulumi.Resource[]
    internet: aws.ec2.InternetGateway | undefined
  },
): NatParts {
  const { plan, ownership, parent } = scope
  const dependsOn = needs.internet ? [needs.internet] : []
  if (plan.nat === NetworkNat.Regional) {
    const shared = new aws.ec2.NatGateway(
      `${plan.name}-regional`,
      {
        vpcId: vpc.id,
        availabilityMode: 'regional',
        tags: tagsOf(ownership, { name: `${plan.name}-regional` }),
      },
      { parent, dependsOn },
    )
    const publicIps = shared.regionalNatGatewayAddresses.apply((addresses) =>
      addresses.map(({ publicIp }) => publicIp),
    )
    return { gateways: new Map(), shared, publicIps }
  }
  const made = plan.natZones.map((zone) => {
    const name = `${plan.name}-nat-${zone}`
    const tags = tagsOf(ownership, { name })
    const address = new aws.ec2.Eip(name, { domain: 'vpc', tags }, { parent, dependsOn })
    const subnetId = subnets.get(`public-${zone}`)?.id
    const gateway = new aws.ec2.NatGateway(
      name,
      { allocationId: address.id, ...(subnetId && { subnetId }), tags },
      { parent, dependsOn: needs.before(zone) },
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
