import { type BenchRow, isMet } from './bench.ts'

/** The rows of one bench with the circumstances they were measured in. */
export interface BenchResult {
  name: string
  title: string
  /** When the bench ended, ISO 8601. */
  date: string
  /** The source it measured, as git describes it. */
  version: string
  machine: string[]
  /** The command that measures it again. */
  command: string
  seconds: number
  rows: BenchRow[]
}

const digits = (value: number): string => {
  if (!Number.isFinite(value)) return String(value)
  if (Number.isInteger(value)) return value.toLocaleString('en')
  return value.toLocaleString('en', { maximumSignificantDigits: value < 1000 ? 3 : 5 })
}

const withUnit = (value: number, unit: string): string => `${digits(value)} ${unit}`.trim()

/** The target as a phrase, e.g. `at most 50 ms`; a dash when there is none. */
export const describeTarget = ({ target, unit }: BenchRow): string =>
  target === undefined ? '–' : `${target.bound} ${withUnit(target.value, unit)}`

/** Whether the target is met, and by how much it is missed. */
export function describeOutcome(row: BenchRow): string {
  const met = isMet(row)
  if (met === undefined || row.target === undefined) return '–'
  if (met) return 'yes'
  const by = Math.abs(row.measured - row.target.value)
  const share = row.target.value === 0 ? '' : ` (${digits((by / row.target.value) * 100)} %)`
  return `**missed by ${withUnit(by, row.unit)}${share}**`
}

/** The rows as lines for a terminal. */
export function textTable(rows: readonly BenchRow[]): string {
  const lines = rows.map((row) => [
    row.name,
    withUnit(row.measured, row.unit),
    describeTarget(row),
    describeOutcome(row).replaceAll('**', ''),
  ])
  const table = [['', 'measured', 'target', 'met'], ...lines]
  const widths = [0, 1, 2].map((column) =>
    Math.max(...table.map((line) => line[column]?.length ?? 0)),
  )
  return table
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

function section(result: BenchResult): string {
  const rows = result.rows.map(
    (row) =>
      `| ${cell(row.name)} | ${withUnit(row.measured, row.unit)} | ${describeTarget(row)} | ${describeOutcome(row)} | ${cell(row.notes ?? '')} |`,
  )
  return [
    `## ${result.title}`,
    '',
    `\`${result.command}\`, ${result.date.slice(0, 16).replace('T', ' ')} UTC, source ${result.version}, ${Math.round(result.seconds)} s.`,
    '',
    '| | measured | target | met | how |',
    '|---|---|---|---|---|',
    ...rows,
  ].join('\n')
}

function misses(results: readonly BenchResult[]): string {
  const lines = results.flatMap((result) =>
    result.rows
      .filter((row) => isMet(row) === false)
      .map(
        (row) =>
          `- ${row.name}: ${withUnit(row.measured, row.unit)}, target ${describeTarget(row)}, ${describeOutcome(row)}`,
      ),
  )
  return lines.length === 0 ? 'Every target is met.' : ['What falls short:', ...lines].join('\n')
}

/** The page docs/benchmarks.md. */
export function markdownPage(results: readonly BenchResult[]): string {
  const machines = [...new Set(results.flatMap(({ machine }) => machine))]
  return [
    '# Benchmarks',
    '',
    'Written by `npm run bench`; `npm run bench -- NAME` measures one part again. Every ratio is taken within one run, its sides in turn.',
    '',
    ...machines.map((line) => `- ${line}`),
    '',
    misses(results),
    '',
    ...results.map((result) => `${section(result)}\n`),
  ].join('\n')
}
