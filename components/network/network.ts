import * as pulumi from '@pulumi/pulumi'
import { ArgumentError } from '../argument-error.ts'
import { makeEndpoints } from './endpoints.ts'
import { makeFlowLogs } from './flow-logs.ts'
import type { NetworkArgs } from './network-args.ts'
import { type NetworkPlan, planNetwork } from './network-plan.ts'
import { after, type NetworkScope } from './network-scope.ts'
import { makeRouting } from './routing.ts'
import { makeVpc, type VpcParts } from './vpc.ts'

export {
  NetworkAccess,
  type NetworkArgs,
  NetworkEndpointPreset,
  type NetworkEndpoints,
  type NetworkFurtherTier,
  NetworkNat,
  type NetworkPublicTier,
  type NetworkSubnets,
  type NetworkTier,
} from './network-args.ts'

/** Kept beside the class, since every field of a component is an output to other languages. */
const ROUTE_TABLES = new WeakMap<
  Network,
  { name: string; ids: Record<string, pulumi.Output<string>> }
>()

/**
 * A VPC for a hospital platform: public, private and isolated subnets in fixed slots, NAT, endpoints
 * of AWS services, flow logs, and a default security group that admits nothing.
 *
 * The VPC's block is cut into four quarters, one a zone, by the zone's letter; a quarter into a
 * private half and four eighths: public, isolated and two free. Neither a further zone nor a further
 * tier moves an existing subnet.
 *
 * Makes: VPC, default security group, secondary blocks, subnets, route tables with associations and
 * routes, internet gateway, NAT gateways with addresses, VPC endpoints with their security group, log
 * group, flow log and its role.
 *
 * Costs about 125 USD a month at defaults with three zones (eu-central-1, list prices of the VPC
 * pricing page): three NAT gateways at 0.052 USD an hour and three addresses at 0.005 USD an hour,
 * plus 0.052 USD per GB through NAT and 0.60 USD per GB of flow logs. One NAT gateway: about 42 USD.
 * No NAT with the `cluster` endpoints: 18 × 0.012 USD an hour and zone, about 473 USD in three zones
 * and 158 USD in one; it buys privacy, not a lower bill.
 *
 * Subnet ids are handed on only when the subnets' routes and endpoints stand, so what uses them is
 * destroyed first and can reach AWS until its end.
 *
 * Does not: peer with other VPCs, filter by network ACL (security groups do), serve IPv6, take
 * addresses from IPAM, or adopt a VPC: components take a `NetworkRef`, so an existing VPC is a plain
 * object of its ids. Partitions other than `aws` (China, GovCloud) are refused.
 *
 * @example
 * ```ts
 * const network = new Network('main', {
 *   ownership: { owner: 'platform', environment: 'prod' },
 *   accountId: '123456789012',
 *   cidrBlock: '10.20.0.0/16',
 *   zones: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'],
 *   flowLogs: { key: logsKey },
 * })
 *
 * // An existing VPC instead:
 * const adopted: NetworkRef = {
 *   vpcId: 'vpc-0123456789abcdef0',
 *   cidrBlock: '10.8.0.0/16',
 *   publicSubnetIds: [],
 *   privateSubnetIds: ['subnet-0aaa', 'subnet-0bbb'],
 *   isolatedSubnetIds: ['subnet-0ccc', 'subnet-0ddd'],
 * }
 * ```
 */
export class Network extends pulumi.ComponentResource {
  /** Id of the VPC. */
  readonly vpcId: pulumi.Output<string>
  /** The VPC's primary block. */
  readonly cidrBlock: pulumi.Output<string>
  /** Availability zones in the order of their slots, which is the order of all subnet lists. */
  readonly zones: pulumi.Output<string[]>
  readonly publicSubnetIds: pulumi.Output<string[]>
  readonly privateSubnetIds: pulumi.Output<string[]>
  readonly isolatedSubnetIds: pulumi.Output<string[]>
  /** Subnets by tier, the further ones included. */
  readonly tierSubnetIds: pulumi.Output<Record<string, string[]>>
  /** Route tables by key: `public`, `private-<zone>`, `isolated`. See also {@link routeTable}. */
  readonly routeTableIds: pulumi.Output<Record<string, string>>
  /** Addresses the private subnets are seen with on the internet, for allow lists elsewhere. */
  readonly natPublicIps: pulumi.Output<string[]>

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planNetwork(name, args)
    super('dataspace:index:Network', name, {}, opts)
    const { ownership, accountId } = args
    const scope: NetworkScope = { plan, ownership, accountId, parent: this }
    const vpc = makeVpc(scope, args)
    const routing = makeRouting(scope, vpc)
    const endpoints = makeEndpoints(scope, args, { ...vpc, ...routing })
    if (plan.flowLogs) makeFlowLogs(scope, { vpc: vpc.vpc, logs: plan.flowLogs })

    const subnets = subnetIds(plan, vpc, (key, isolated) => [
      ...(routing.ready.get(key) ?? []),
      ...(isolated ? [] : endpoints),
    ])
    this.vpcId = vpc.vpc.id
    this.cidrBlock = vpc.vpc.cidrBlock
    this.zones = pulumi.output([...plan.zones])
    this.publicSubnetIds = pulumi.all(subnets.public ?? [])
    this.privateSubnetIds = pulumi.all(subnets.private ?? [])
    this.isolatedSubnetIds = pulumi.all(subnets.isolated ?? [])
    this.tierSubnetIds = pulumi.output(subnets)
    const ids = Object.fromEntries([...routing.tables].map(([key, { id }]) => [key, id]))
    this.routeTableIds = pulumi.output(ids)
    this.natPublicIps = routing.natPublicIps
    ROUTE_TABLES.set(this, { name, ids })
    this.registerOutputs({
      vpcId: this.vpcId,
      cidrBlock: this.cidrBlock,
      zones: this.zones,
      publicSubnetIds: this.publicSubnetIds,
      privateSubnetIds: this.privateSubnetIds,
      isolatedSubnetIds: this.isolatedSubnetIds,
      tierSubnetIds: this.tierSubnetIds,
      routeTableIds: this.routeTableIds,
      natPublicIps: this.natPublicIps,
    })
  }

  /**
   * The id of one route table by its key, e.g. `private-eu-central-1a`. Unlike `routeTableIds`, it
   * stays known in a preview that adds a zone, so what uses it shows no change there.
   *
   * @throws ArgumentError if there is no such table.
   */
  routeTable(key: string): pulumi.Output<string> {
    const { name = '', ids = {} } = ROUTE_TABLES.get(this) ?? {}
    const id = ids[key]
    if (id !== undefined) return id
    const allowed = `one of ${Object.keys(ids).sort().join(', ')}`
    throw new ArgumentError('Network', name, [{ argument: 'routeTable', got: key, allowed }])
  }
}

function subnetIds(
  plan: NetworkPlan,
  { subnets }: VpcParts,
  needs: (key: string, isolated: boolean) => pulumi.Resource[],
): Record<string, pulumi.Output<string>[]> {
  const tiers: Record<string, pulumi.Output<string>[]> = {}
  for (const zone of plan.zones)
    for (const planned of plan.subnets.filter((subnet) => subnet.zone === zone)) {
      const key = `${planned.tier}-${zone}`
      const subnet = subnets.get(key)
      if (subnet === undefined) continue
      const ids = tiers[planned.tier] ?? []
      tiers[planned.tier] = ids
      ids.push(after(subnet.id, needs(key, planned.access === 'isolated')))
    }
  return tiers
}
