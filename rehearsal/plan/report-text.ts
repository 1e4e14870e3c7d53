import type { CostEstimate, CostItem, CostWithoutFigure } from '../cost/estimate.ts'
import { type Exposure, findExposure } from './exposure.ts'
import type { Plan } from './plan.ts'
import { count, planTree, type TreeOptions } from './tree.ts'

/** A plan for a person at a terminal: tree, counts, cost, exposure. */
export function planText(plan: Plan, options: TreeOptions = {}): string {
  return [
    planTree(plan, options),
    countsText(plan),
    costText(plan.cost),
    exposureText(findExposure(plan.resources)),
  ].join('\n\n')
}

function countsText({ counts }: Plan): string {
  const types = Object.entries(counts.types).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const rows = types.map(([type, number]) => [String(number), type])
  return `Resources by type\n${table(rows, ['right', 'left'])}`
}

/** The items by what they are, each with its price; the prices' sources with the day of each below. */
export function costText(cost: CostEstimate): string {
  const items = groupedItems(cost.items)
  const sources = [...new Set(items.map(sourceOf))]
  const rows = items.map((item) => [
    usd(item.usdPerMonth),
    item.what,
    `${trimmed(item.quantity)} × ${item.usdPerUnit} USD/${item.unit}`,
    `[${sources.indexOf(sourceOf(item)) + 1}]`,
  ])
  return [
    `Monthly cost in ${cost.region}: at least ${usd(cost.atLeast)} USD (730 hours, on demand, without tax and traffic)`,
    table(rows, ['right', 'left', 'left', 'left']),
    ...sources.map((source, index) => `  [${index + 1}] ${source}`),
    listed('Price unknown', cost.unknown),
    listed('Charged by use', cost.byUse),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

const sourceOf = ({ source, date }: CostItem): string => `${source}, ${date}`

/** Items of the same kind and price in one. */
export function groupedItems(items: readonly CostItem[]): CostItem[] {
  const groups = Map.groupBy(items, ({ what, usdPerUnit }) => `${what} ${usdPerUnit}`)
  const sums = [...groups.values()].map((group) => ({
    ...(group[0] as CostItem),
    quantity: group.reduce((sum, { quantity }) => sum + quantity, 0),
    usdPerMonth: group.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0),
  }))
  return sums.sort((a, b) => b.usdPerMonth - a.usdPerMonth || (a.what < b.what ? -1 : 1))
}

function listed(title: string, charges: readonly CostWithoutFigure[]): string {
  const groups = Map.groupBy(charges, ({ what, why }) => `${what}: ${why}`)
  const rows = [...groups].map(([text, group]) => `  ${text}${times(group.length)}`)
  return rows.length === 0 ? '' : [`${title}:`, ...[...new Set(rows)].sort()].join('\n')
}

const times = (number: number): string => (number === 1 ? '' : ` (${number})`)

/** What is exposed, and to whom. */
export function exposureText(exposed: readonly Exposure[]): string {
  if (exposed.length === 0) return 'Exposed to the internet: nothing'
  const rows = exposed.map(({ name, what, from }) => [name, what, `from ${from.join(', ')}`])
  const title = `Reachable from outside: ${count(exposed.length, 'finding')}`
  return `${title}\n${table(rows, ['left', 'left', 'left'])}`
}

/** Two decimals, thousands apart. */
export const usd = (value: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

const trimmed = (value: number): string => String(Math.round(value * 1000) / 1000)

function table(rows: readonly string[][], align: readonly ('left' | 'right')[]): string {
  const widths = align.map((_, column) =>
    Math.max(0, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const cell = (text: string, column: number): string =>
    align[column] === 'right'
      ? text.padStart(widths[column] ?? 0)
      : text.padEnd(widths[column] ?? 0)
  return rows.map((row) => `  ${row.map(cell).join('  ')}`.trimEnd()).join('\n')
}
