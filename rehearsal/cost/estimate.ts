import type { PlannedResource } from '../plan/plan.ts'
import { type Area, areaOf } from './areas.ts'
import { chargesOf } from './charges.ts'
import { type Established, type Price, priceOf } from './prices.ts'

/** Hours of a month, as AWS counts them in its own calculator. */
export const HOURS_A_MONTH = 730

/** What is charged for a resource whatever its use. */
export interface CostItem {
  readonly urn: string
  readonly name: string
  /** What is paid for, e.g. `EC2 m6i.large, 3 nodes`. */
  readonly what: string
  /** Part of the environment that it belongs to. */
  readonly area: Area
  /** What a line for several of its like is called, where that is not `what`. */
  readonly like?: Like
  readonly quantity: number
  /** `hour`, `month`, `GB-month`. */
  readonly unit: string
  readonly usdPerUnit: number
  readonly usdPerMonth: number
  /** `read` at the source, or `listed`: AWS's list price, its page not read for this figure. */
  readonly established: Established
  /** Where the price is from. */
  readonly source: string
  /** Day the price was read or entered. */
  readonly date: string
}

/** Name of several things of a kind: `Interface endpoints` and `in 3 zones`. */
export interface Like {
  readonly many: string
  readonly each: string
}

/** A charge without a figure: its price is not known here, or it depends on the use. */
export interface CostWithoutFigure {
  readonly urn: string
  readonly name: string
  readonly what: string
  readonly why: string
}

/** Monthly cost of an environment: a lower bound, since what depends on use is left out. */
export interface CostEstimate {
  readonly currency: 'USD'
  readonly region: string
  /** Sum of the items, in USD a month, without tax, on demand. */
  readonly atLeast: number
  readonly items: readonly CostItem[]
  readonly unknown: readonly CostWithoutFigure[]
  readonly byUse: readonly CostWithoutFigure[]
}

/** Prices what a plan's resources cost a month of 730 hours. Unknown prices stay unknown and are listed. */
export function estimateCost(resources: readonly PlannedResource[], region: string): CostEstimate {
  const items: CostItem[] = []
  const unknown: CostWithoutFigure[] = []
  const byUse: CostWithoutFigure[] = []
  for (const resource of resources)
    for (const charge of chargesOf(resource, resources)) {
      const { urn, name } = resource
      const { what } = charge
      if ('byUse' in charge) byUse.push({ urn, name, what, why: charge.byUse })
      else if ('unknown' in charge) unknown.push({ urn, name, what, why: charge.unknown })
      else {
        const price = priceOf(charge.price, resourceRegion(resource, region))
        if (price === undefined)
          unknown.push({ urn, name, what, why: `no price of ${charge.price} for this region` })
        else {
          const like = charge.like === undefined ? {} : { like: charge.like }
          items.push({
            urn,
            name,
            what,
            area: areaOf(charge.price),
            ...like,
            ...amounts(charge, price),
          })
        }
      }
    }
  const atLeast = cents(items.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0))
  return { currency: 'USD', region, atLeast, items, unknown, byUse }
}

function amounts({ quantity }: { quantity: number }, price: Price) {
  const { unit, usd, established, source, date } = price
  const perMonth = unit === 'hour' ? usd * HOURS_A_MONTH : usd
  const usdPerMonth = cents(perMonth * quantity)
  return { quantity, unit, usdPerUnit: usd, usdPerMonth, established, source, date }
}

function resourceRegion({ inputs, outputs }: PlannedResource, region: string): string {
  if (typeof inputs.region === 'string') return inputs.region
  return typeof outputs.region === 'string' ? outputs.region : region
}

const cents = (usd: number): number => Math.round(usd * 100) / 100
