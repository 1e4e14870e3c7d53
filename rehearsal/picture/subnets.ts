import type { PlannedResource } from '../plan/plan.ts'
import { asText } from '../plan/values.ts'

/** How a subnet reaches the internet, from the outside inwards. */
export const TIERS = ['public', 'private', 'isolated'] as const
export type Tier = (typeof TIERS)[number]

/** A subnet as the picture shows it. */
export interface PicturedSubnet {
  readonly id: string
  readonly vpcId: string
  readonly name: string
  readonly cidrBlock: string
  readonly zone: string
  readonly tier: Tier
  /** True when a NAT gateway stands in it. */
  readonly hasNat: boolean
}

/** The plan's subnets with the tier that their routes make them. */
export function subnetsOf(resources: readonly PlannedResource[]): PicturedSubnet[] {
  const of = (type: string) => resources.filter((resource) => resource.type === type)
  const routes = routesByTable(of('aws:ec2/route:Route'), of('aws:ec2/routeTable:RouteTable'))
  const tables = new Map(
    of('aws:ec2/routeTableAssociation:RouteTableAssociation').map(({ inputs }) => [
      inputs.subnetId,
      inputs.routeTableId,
    ]),
  )
  const nats = new Set(of('aws:ec2/natGateway:NatGateway').map(({ inputs }) => inputs.subnetId))
  return of('aws:ec2/subnet:Subnet').map(({ id, name, inputs }) => ({
    id,
    name,
    vpcId: asText(inputs.vpcId),
    cidrBlock: asText(inputs.cidrBlock, 'block chosen by AWS'),
    zone: asText(inputs.availabilityZone, asText(inputs.availabilityZoneId, 'any zone')),
    tier: tierOf(routes.get(tables.get(id)) ?? ''),
    hasNat: nats.has(id),
  }))
}

/** The targets of each table's routes, as one text. */
function routesByTable(
  routes: readonly PlannedResource[],
  tables: readonly PlannedResource[],
): Map<unknown, string> {
  const found = new Map<unknown, string>()
  for (const { id, inputs } of tables) found.set(id, JSON.stringify(inputs.routes ?? []))
  for (const { inputs } of routes) {
    const table = inputs.routeTableId
    found.set(table, `${found.get(table) ?? ''}${JSON.stringify(inputs)}`)
  }
  return found
}

function tierOf(routes: string): Tier {
  if (/"gatewayId":"igw-/.test(routes)) return 'public'
  return /"(natGatewayId|egressOnlyGatewayId|transitGatewayId)":"\w/.test(routes)
    ? 'private'
    : 'isolated'
}
