import { type ArgumentProblem, refuse } from '../argument-error.ts'
import { type LogPlan, planLogs } from '../log-settings.ts'
import { contains, formatCidr, overlaps, parseCidr, privateRangeOf } from './cidr.ts'
import { type EndpointServices, endpointServices } from './endpoint-services.ts'
import {
  NetworkAccess,
  type NetworkArgs,
  NetworkEndpointPreset,
  NetworkNat,
} from './network-args.ts'
import { planSubnets } from './subnets.ts'
import { type PlannedTier, planTiers } from './tiers.ts'
import { planZones } from './zones.ts'

/** A subnet to make. */
export interface NetworkSubnet {
  readonly tier: string
  readonly access: NetworkAccess
  readonly zone: string
  readonly cidr: string
  /** Secondary block it lies in; nothing for the VPC's own. */
  readonly secondary?: string
  readonly publicIps: boolean
  readonly tags: Readonly<Record<string, string>>
}

/** All that decides which resources a network has. */
export interface NetworkPlan {
  readonly name: string
  readonly region: string
  /** Zones in the order of their slots. */
  readonly zones: readonly string[]
  readonly secondaryCidrBlocks: readonly string[]
  readonly subnets: readonly NetworkSubnet[]
  readonly nat: NetworkNat
  /** Zones with a NAT gateway of their own. */
  readonly natZones: readonly string[]
  /** True if there is an internet gateway. */
  readonly internet: boolean
  readonly endpoints: EndpointServices
  readonly endpointZones: readonly string[]
  readonly flowLogs?: LogPlan
}

/**
 * Plans a network from its arguments alone.
 *
 * @throws ArgumentError with all that is wrong with them.
 */
export function planNetwork(name: string, args: NetworkArgs): NetworkPlan {
  const { region, zones, zoneSlots, problems: zoneProblems } = planZones(args)
  const { tiers, problems: tierProblems } = planTiers(args.subnets ?? {})
  const secondaryCidrBlocks = args.secondaryCidrBlocks ?? []
  const { cidrBlock } = args
  const blocks = blockProblems(args)
  // A plan on top of bad blocks or zones would only repeat what is wrong with them.
  const placeable = blocks.length + zoneProblems.length === 0
  const layout = placeable
    ? planSubnets({ cidrBlock, secondaryCidrBlocks, zoneSlots, tiers })
    : { subnets: [], problems: [] }
  const nat =
    args.nat ?? (hasAccess(tiers, NetworkAccess.Public) ? NetworkNat.PerZone : NetworkNat.None)
  const { preset = NetworkEndpointPreset.Gateways, services = [] } = args.endpoints ?? {}
  const { logs: flowLogs, problems: logProblems } = planLogs('flowLogs', args.flowLogs ?? {})
  refuse('Network', name, [
    ...accountProblems(args),
    ...blocks,
    ...zoneProblems,
    ...tierProblems,
    ...layout.problems,
    ...natProblems(args, tiers),
    ...endpointProblems(args, tiers),
    ...logProblems,
  ])
  return {
    name,
    region,
    zones,
    secondaryCidrBlocks,
    subnets: layout.subnets.map((subnet) => withTier(subnet, tiers, secondaryCidrBlocks)),
    nat,
    natZones: natZones(nat, args.zones),
    internet: hasAccess(tiers, NetworkAccess.Public) || nat === NetworkNat.Regional,
    endpoints: endpointServices(preset, services),
    endpointZones: args.endpoints?.zones ?? zones,
    ...(flowLogs && { flowLogs }),
  }
}

function hasAccess(tiers: readonly PlannedTier[], access: NetworkAccess): boolean {
  return tiers.some((tier) => tier.access === access)
}

function natZones(nat: NetworkNat, zones: readonly string[]): readonly string[] {
  if (nat === NetworkNat.PerZone) return zones
  return nat === NetworkNat.Single ? zones.slice(0, 1) : []
}

function withTier(
  subnet: { tier: string; zone: string; cidr: string },
  tiers: readonly PlannedTier[],
  secondaryCidrBlocks: readonly string[],
): NetworkSubnet {
  const tier = tiers.find((candidate) => candidate.tier === subnet.tier)
  if (tier === undefined) throw new Error(`no tier ${subnet.tier} in the plan`)
  const block = parseCidr(subnet.cidr)
  const secondary = secondaryCidrBlocks.find((outer) => {
    const parsed = parseCidr(outer)
    return parsed && block && contains(parsed, block)
  })
  const { access, publicIps, tags } = tier
  return { ...subnet, access, publicIps, tags, ...(secondary !== undefined && { secondary }) }
}

function accountProblems({ accountId }: NetworkArgs): ArgumentProblem[] {
  if (typeof accountId !== 'string' || /^\d{12}$/.test(accountId)) return []
  return [{ argument: 'accountId', got: accountId, allowed: '12 digits' }]
}

function blockProblems({ cidrBlock, secondaryCidrBlocks = [] }: NetworkArgs): ArgumentProblem[] {
  const vpc = parseCidr(cidrBlock)
  const range = vpc && privateRangeOf(vpc)
  if (vpc === undefined || vpc.prefix < 16 || vpc.prefix > 22 || range === undefined)
    return [
      {
        argument: 'cidrBlock',
        got: cidrBlock,
        allowed:
          'a block of /16 to /22 in 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10 ' +
          'that starts at its first address, e.g. "10.20.0.0/16"',
      },
    ]
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
  const ranges = [...new Set([range, '100.64.0.0/10'])]
  return secondaryCidrBlocks.flatMap((text, index): ArgumentProblem[] => {
    const argument = `secondaryCidrBlocks[${index}]`
    const block = parseCidr(text)
    const inRange = block !== undefined && ranges.includes(privateRangeOf(block) ?? '')
    if (!inRange || block.prefix < 16 || block.prefix > 28)
      return [{ argument, got: text, allowed: `a block of /16 to /28 in ${ranges.join(' or ')}` }]
    const earlier = [cidrBlock, ...secondaryCidrBlocks.slice(0, index)].map(parseCidr)
    const other = earlier.find((candidate) => candidate && overlaps(candidate, block))
    return other ? [{ argument, got: text, allowed: `apart from ${formatCidr(other)}` }] : []
  })
}

function natProblems({ nat }: NetworkArgs, tiers: readonly PlannedTier[]): ArgumentProblem[] {
  const allowed = Object.values(NetworkNat).join(', ')
  if (nat === undefined || nat === NetworkNat.None) return []
  if (!Object.values(NetworkNat).includes(nat))
    return [{ argument: 'nat', got: nat, allowed: `one of ${allowed}` }]
  if (nat === NetworkNat.Regional || tiers.some(({ tier }) => tier === 'public')) return []
  return [{ argument: 'nat', got: nat, allowed: '"none" or "regional" without the public tier' }]
}

function endpointProblems(
  { endpoints = {}, zones }: NetworkArgs,
  tiers: readonly PlannedTier[],
): ArgumentProblem[] {
  const { preset = NetworkEndpointPreset.Gateways, services = [] } = endpoints
  const problems: ArgumentProblem[] = []
  if (!Object.values(NetworkEndpointPreset).includes(preset)) {
    const allowed = `one of ${Object.values(NetworkEndpointPreset).join(', ')}`
    problems.push({ argument: 'endpoints.preset', got: preset, allowed })
  }
  for (const [index, service] of services.entries())
    if (!/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(service) || ['s3', 'dynamodb'].includes(service))
      problems.push({
        argument: `endpoints.services[${index}]`,
        got: service,
        allowed: 'the end of an interface endpoint\'s service name, e.g. "sqs"',
      })
  const strangers = endpoints.zones?.filter((zone) => !zones.includes(zone)) ?? []
  if (strangers.length > 0 || endpoints.zones?.length === 0)
    problems.push({
      argument: 'endpoints.zones',
      got: endpoints.zones,
      allowed: `one or more of ${zones.join(', ')}`,
    })
  const interfaces = endpointServices(preset, services).interfaces.length > 0
  if (interfaces && !tiers.some(({ tier }) => tier === 'private'))
    problems.push({
      argument: 'subnets.private.enabled',
      got: false,
      allowed: 'true with interface endpoints, which stand in the private tier',
    })
  return problems
}
