import { AREAS, type Area } from './areas.ts'
import type { CostEstimate, CostItem, CostWithoutFigure } from './estimate.ts'

/** One line of the cost table: everything of a kind at one price. */
export interface CostLine {
  readonly what: string
  /** How the sum comes about, e.g. `54 × 0.012 USD/hour`. */
  readonly sum: string
  readonly usdPerMonth: number
  /** Number of its source in the table, from 1. */
  readonly source: number
}

/** The lines of an area, dearest first, with their sum. */
export interface CostArea {
  readonly area: Area
  readonly usdPerMonth: number
  readonly lines: readonly CostLine[]
}

/** An estimate as its readers see it: text and page show the same lines. */
export interface CostTable {
  /** Dearest first. */
  readonly areas: readonly CostArea[]
  /** Where the prices are from and how each was established. */
  readonly sources: readonly string[]
  /** USD a month at prices that were read at their source. */
  readonly atReadPrices: number
  readonly unknown: readonly string[]
  readonly byUse: readonly string[]
}

/** Puts an estimate into lines, like with like, by area. */
export function costTable(cost: CostEstimate): CostTable {
  const sorted = AREAS.map((area) => ({
    area,
    items: grouped(cost.items.filter((item) => item.area === area)),
  }))
    .map((each) => ({ ...each, usdPerMonth: sumOf(each.items) }))
    .filter(({ items }) => items.length > 0)
    .sort((a, b) => b.usdPerMonth - a.usdPerMonth)
  const sources = [...new Set(sorted.flatMap(({ items }) => items.map(sourceOf)))]
  return {
    areas: sorted.map(({ area, usdPerMonth, items }) => ({
      area,
      usdPerMonth,
      lines: items.map((item) => costLine(item, sources.indexOf(sourceOf(item)) + 1)),
    })),
    sources,
    atReadPrices: sumOf(cost.items.filter(({ established }) => established === 'read')),
    unknown: listed(cost.unknown),
    byUse: listed(cost.byUse),
  }
}

const costLine = (item: CostItem, source: number): CostLine => ({
  what: item.what,
  sum: `${Math.round(item.quantity * 1000) / 1000} × ${item.usdPerUnit} USD/${item.unit}`,
  usdPerMonth: item.usdPerMonth,
  source,
})

const sourceOf = ({ source, established, date }: CostItem): string =>
  established === 'read' ? `${source}, read ${date}` : `${source}, list price, not re-read`

/** Items of the same kind at the same price in one, dearest first. */
function grouped(items: readonly CostItem[]): CostItem[] {
  const groups = Map.groupBy(
    items,
    ({ what, like, usdPerUnit }) => `${like?.many ?? what} ${usdPerUnit}`,
  )
  return [...groups.values()]
    .map((group) => ({
      ...(group[0] as CostItem),
      what: nameOf(group),
      quantity: group.reduce((sum, { quantity }) => sum + quantity, 0),
      usdPerMonth: sumOf(group),
    }))
    .sort((a, b) => b.usdPerMonth - a.usdPerMonth || (a.what < b.what ? -1 : 1))
}

/** `Interface endpoints, 18 in 3 zones`; without `each` when they differ in it. */
function nameOf(group: readonly CostItem[]): string {
  const [{ what, like }] = group as [CostItem]
  if (like === undefined || group.length === 1) return what
  const same = group.every((item) => item.like?.each === like.each)
  return `${like.many}, ${group.length}${same ? ` ${like.each}` : ''}`
}

function listed(charges: readonly CostWithoutFigure[]): string[] {
  const groups = Map.groupBy(charges, ({ what, why }) => `${what}: ${why}`)
  const texts = [...groups].map(([text, { length }]) =>
    length === 1 ? text : `${text} (${length})`,
  )
  return texts.sort()
}

const sumOf = (items: readonly { usdPerMonth: number }[]): number =>
  Math.round(items.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0) * 100) / 100
