import type { ArgumentProblem } from '../argument-error.ts'
import {
  NetworkAccess,
  type NetworkFurtherTier,
  type NetworkPublicTier,
  type NetworkSubnets,
  type NetworkTier,
} from './network-args.ts'
import { FREE_TIER_SLOTS, freeTierSlot, TIER_SLOTS, type TierRequest } from './subnets.ts'

/** A tier to make: where it is, what it reaches and how its subnets are tagged. */
export interface PlannedTier extends TierRequest {
  readonly access: NetworkAccess
  readonly publicIps: boolean
  readonly tags: Readonly<Record<string, string>>
}

/**
 * Tags by which Kubernetes finds the subnets of load balancers.
 * https://docs.aws.amazon.com/eks/latest/userguide/network-load-balancing.html
 */
const ROLE_TAGS: Readonly<Record<string, Record<string, string>>> = {
  public: { 'kubernetes.io/role/elb': '1' },
  private: { 'kubernetes.io/role/internal-elb': '1' },
}

/** Lists the tiers that are wanted, the three first. */
export function planTiers(subnets: NetworkSubnets): {
  tiers: PlannedTier[]
  problems: ArgumentProblem[]
} {
  const three = (['public', 'private', 'isolated'] as const).flatMap((tier) => {
    const args: NetworkPublicTier = subnets[tier] ?? {}
    if (args.enabled === false) return []
    return [{ ...planTier(tier, tier, args), slot: TIER_SLOTS[tier] }]
  })
  const further = Object.entries(subnets.further ?? {})
  const planned = further.flatMap(([tier, args]) => {
    if (args.enabled === false || !hasPlace(args)) return []
    const common = planTier(tier, args.access, args)
    const argument = `subnets.further["${tier}"]`
    return [
      { ...common, argument, ...(args.slot !== undefined && { slot: freeTierSlot(args.slot) }) },
    ]
  })
  return {
    tiers: [...three, ...planned],
    problems: further.flatMap(([tier, args]) => furtherProblems(tier, args)),
  }
}

function planTier(tier: string, access: NetworkAccess, args: NetworkPublicTier): PlannedTier {
  return {
    tier,
    access,
    argument: `subnets.${tier}`,
    publicIps: tier === 'public' && args.assignPublicIps === true,
    tags: { ...ROLE_TAGS[tier], ...args.tags },
    ...(args.cidrs && { cidrs: args.cidrs }),
  }
}

function furtherProblems(tier: string, args: NetworkFurtherTier): ArgumentProblem[] {
  const argument = `subnets.further["${tier}"]`
  const problems: ArgumentProblem[] = []
  if (!/^[a-z][a-z0-9-]{0,19}$/.test(tier) || tier in TIER_SLOTS)
    problems.push({
      argument,
      got: tier,
      allowed: 'a name of a–z, 0–9 and -, up to 20 long, not public, private or isolated',
    })
  if (!Object.values(NetworkAccess).includes(args.access))
    problems.push({
      argument: `${argument}.access`,
      got: args.access,
      allowed: `one of ${Object.values(NetworkAccess).join(', ')}`,
    })
  if (!hasPlace(args))
    problems.push({
      argument: `${argument}.slot`,
      got: args.slot,
      allowed: `1–${FREE_TIER_SLOTS}, or absent with cidrs`,
    })
  return problems
}

function hasPlace({ slot, cidrs }: NetworkTier & { slot?: number }): boolean {
  if (slot === undefined) return cidrs !== undefined
  return Number.isInteger(slot) && slot >= 1 && slot <= FREE_TIER_SLOTS && cidrs === undefined
}
