import type { ArgumentProblem } from '../argument-error.ts'
import { type Cidr, contains, formatCidr, overlaps, parseCidr, partOf } from './cidr.ts'

/** Zone slots of a VPC block: a quarter each, whether a zone uses it or not. */
export const ZONE_SLOTS = 4
/** Slots that a zone keeps free for tiers of the user's. */
export const FREE_TIER_SLOTS = 2

/** A tier to place: in a slot that is its own for ever, or where the user says. */
export interface TierRequest {
  readonly tier: string
  /** Path of the tier's argument, for messages. */
  readonly argument: string
  /** Part of the zone's slot; not used if there are `cidrs`. */
  readonly slot?: TierSlot
  /** Block by zone, for every zone. */
  readonly cidrs?: Readonly<Record<string, string>>
}

/** The `index`-th of the 2^`bits` parts of a zone's slot. */
export interface TierSlot {
  readonly bits: number
  readonly index: number
}

/**
 * How a zone's slot is cut: the first half is private, because pods and nodes need addresses; the
 * second half is four eighths: public, isolated, and two that stay free.
 */
export const TIER_SLOTS = {
  private: { bits: 1, index: 0 },
  public: { bits: 3, index: 4 },
  isolated: { bits: 3, index: 5 },
} as const satisfies Record<string, TierSlot>

/** The slot of a further tier: 1 or 2. */
export function freeTierSlot(slot: number): TierSlot {
  return { bits: 3, index: 5 + slot }
}

/** What to plan. */
export interface SubnetRequest {
  readonly cidrBlock: string
  readonly secondaryCidrBlocks: readonly string[]
  /** Slot by zone, 0 to 3. */
  readonly zoneSlots: Readonly<Record<string, number>>
  readonly tiers: readonly TierRequest[]
}

/** One subnet of the plan. */
export interface PlannedSubnet {
  readonly tier: string
  readonly zone: string
  readonly cidr: string
}

/**
 * Cuts a VPC into subnets. A subnet's block depends on its zone's slot and its tier's slot alone, so
 * that adding or removing a zone or a tier never changes another subnet: AWS cannot renumber a subnet
 * in place, it would be replaced with everything in it.
 */
export function planSubnets(request: SubnetRequest): {
  subnets: PlannedSubnet[]
  problems: ArgumentProblem[]
} {
  const vpc = parseCidr(request.cidrBlock)
  const secondary = request.secondaryCidrBlocks.map(parseCidr)
  if (vpc === undefined) return { subnets: [], problems: [] }
  const blocks = [vpc, ...secondary.filter((block) => block !== undefined)]
  const placed: (PlannedSubnet & { argument: string; block: Cidr })[] = []
  const problems: ArgumentProblem[] = []
  for (const tier of request.tiers) {
    if (tier.cidrs) problems.push(...unknownZones(tier, request.zoneSlots))
    for (const [zone, slot] of Object.entries(request.zoneSlots)) {
      const argument = tier.cidrs ? `${tier.argument}.cidrs["${zone}"]` : tier.argument
      const cidr = tier.cidrs ? tier.cidrs[zone] : slotCidr(vpc, slot, tier.slot)
      const block = cidr === undefined ? undefined : parseCidr(cidr)
      const found = problemOf({ argument, cidr, block, blocks })
      if (found) problems.push(found)
      if (block && cidr && !found) placed.push({ tier: tier.tier, zone, cidr, argument, block })
    }
  }
  problems.push(...overlapsOf(placed))
  return { subnets: placed.map(({ tier, zone, cidr }) => ({ tier, zone, cidr })), problems }
}

function slotCidr(vpc: Cidr, zoneSlot: number, tier: TierSlot | undefined): string | undefined {
  if (tier === undefined) return undefined
  return formatCidr(partOf(partOf(vpc, 2, zoneSlot), tier.bits, tier.index))
}

function unknownZones(
  { argument, cidrs = {} }: TierRequest,
  zones: Readonly<Record<string, number>>,
): ArgumentProblem[] {
  return Object.keys(cidrs)
    .filter((zone) => zones[zone] === undefined)
    .map((zone) => ({
      argument: `${argument}.cidrs`,
      got: zone,
      allowed: `blocks of the zones ${Object.keys(zones).join(', ')}`,
    }))
}

function problemOf(subnet: {
  argument: string
  cidr: string | undefined
  block: Cidr | undefined
  blocks: readonly Cidr[]
}): ArgumentProblem | undefined {
  const { argument, cidr, block, blocks } = subnet
  // https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html
  if (block === undefined || block.prefix < 16 || block.prefix > 28)
    return {
      argument,
      got: cidr,
      allowed: 'a block of /16 to /28 that starts at its first address',
    }
  if (blocks.some((outer) => contains(outer, block))) return undefined
  const allowed = `inside ${blocks.map(formatCidr).join(' or ')}`
  return { argument, got: cidr, allowed, fix: 'add its block to secondaryCidrBlocks' }
}

function overlapsOf(
  placed: readonly (PlannedSubnet & { argument: string; block: Cidr })[],
): ArgumentProblem[] {
  return placed.flatMap((subnet, index) => {
    const other = placed.slice(0, index).find(({ block }) => overlaps(block, subnet.block))
    if (other === undefined) return []
    const allowed = `apart from ${other.tier} in ${other.zone} (${other.cidr})`
    return [{ argument: subnet.argument, got: subnet.cidr, allowed }]
  })
}
