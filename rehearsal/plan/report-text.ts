import { type CostArea, costTable } from '../cost/cost-table.ts'
import type { CostEstimate } from '../cost/estimate.ts'
import { type Exposure, findExposure } from './exposure.ts'
import type { Plan } from './plan.ts'
import { count, planTree, type TreeOptions } from './tree.ts'

/** A plan for a person at a terminal: tree, cost, exposure; with everything opened also the types. */
export function planText(plan: Plan, options: TreeOptions = {}): string {
  return [
    planTree(plan, options),
    ...(isEverything(options) ? [typesText(plan)] : [HINT]),
    costText(plan.cost),
    exposureText(findExposure(plan.resources)),
  ].join('\n\n')
}

const isEverything = ({ depth = Number.POSITIVE_INFINITY }: TreeOptions): boolean =>
  depth === Number.POSITIVE_INFINITY

const HINT = 'With --depth 1, 2, … the components open; --depth all also lists the types.'

function typesText({ counts }: Plan): string {
  const types = Object.entries(counts.types).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  const rows = types.map(([type, number]) => [String(number), type])
  return `Resources by type\n${table(rows, ['right', 'left'])}`
}

/** The lines by area with their subtotals; below them where each price is from. */
export function costText(cost: CostEstimate): string {
  const { areas, sources, atReadPrices, unknown, byUse } = costTable(cost)
  return [
    `Monthly cost in ${cost.region}: at least ${usd(cost.atLeast)} USD (730 hours, on demand, without tax and traffic)`,
    areas.length === 0 ? '' : areasText(areas),
    areas.length === 0 ? '' : `  ${howEstablished(atReadPrices, cost.atLeast)}`,
    ...sources.map((source, index) => `  [${index + 1}] ${source}`),
    listed('Price unknown', unknown),
    listed('Charged by use', byUse),
  ]
    .filter((part) => part !== '')
    .join('\n')
}

/** Which part of the sum stands on prices that were read. */
export const howEstablished = (atReadPrices: number, atLeast: number): string =>
  `${usd(atReadPrices)} USD of it at prices read at their source, ${usd(atLeast - atReadPrices)} USD at AWS list prices that were not re-read.`

/** One table, so that the columns of all areas are in line. */
function areasText(areas: readonly CostArea[]): string {
  const rows = areas.flatMap(({ area, usdPerMonth, lines }) => [
    [usd(usdPerMonth), '', titled(area), '', ''],
    ...lines.map((line) => ['', usd(line.usdPerMonth), line.what, line.sum, `[${line.source}]`]),
  ])
  return table(rows, ['right', 'right', 'left', 'left', 'left'])
}

/** `network` as a heading: `Network`. */
export const titled = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

const listed = (title: string, lines: readonly string[]): string =>
  lines.length === 0 ? '' : [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n')

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
