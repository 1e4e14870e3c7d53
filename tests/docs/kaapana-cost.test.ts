import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { CostEstimate } from '../../rehearsal/cost/estimate.ts'
import { makePlan } from '../../rehearsal/plan/plan.ts'
import { runProgram } from '../../rehearsal/plan/run-program.ts'

const ROOT = join(import.meta.dirname, '../..')
const PAGE = join(ROOT, 'docs/kaapana/cost.md')
const BLOCK =
  /(?<=^<!-- from the plans: .*-->\n)[\s\S]*?(?=^<!-- end of what is from the plans -->)/m
const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const

/** As the formatter writes it, so that the committed file passes the lint. */
const formatted = (text: string): string =>
  execFileSync(
    process.execPath,
    [join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'format', '--stdin-file-path=x.md'],
    { cwd: ROOT, input: text, encoding: 'utf8' },
  )

const costOf = async (environment: string): Promise<CostEstimate> =>
  makePlan(await runProgram({ folder: ROOT, environment })).cost

const isKaapanas = ({ name }: { name: string }): boolean => /^kaapana(-|$)/.test(name)

const money = (usd: number): string => usd.toFixed(2)

/** A line for each thing that is paid for, those of a kind together; a column for each environment. */
function tableOf(costs: readonly CostEstimate[]): string {
  const lines = costs.map(({ items }) => {
    const sums = new Map<string, number>()
    for (const { what, usdPerMonth } of items.filter(isKaapanas))
      sums.set(what, (sums.get(what) ?? 0) + usdPerMonth)
    return sums
  })
  const unknown = costs.map((cost) => cost.unknown.filter(isKaapanas).map(({ what }) => what))
  const names = [...new Set(lines.flatMap((sums) => [...sums.keys()]))].sort()
  const without = [...new Set(unknown.flat())].sort()
  const sumOf = (sums: ReadonlyMap<string, number>): number =>
    [...sums.values()].reduce((sum, usd) => sum + usd, 0)
  const row = (name: string, cells: readonly string[]): string =>
    `| ${name} | ${cells.join(' | ')} |`
  return [
    row('USD a month', ENVIRONMENTS),
    row(
      '---',
      ENVIRONMENTS.map(() => '---:'),
    ),
    ...names.map((name) =>
      row(
        name,
        lines.map((sums) => (sums.has(name) ? money(sums.get(name) ?? 0) : '')),
      ),
    ),
    ...without.map((name) =>
      row(
        name,
        unknown.map((there) => (there.includes(name) ? 'not in the price table' : '')),
      ),
    ),
    row(
      '**at least**',
      lines.map((sums) => `**${money(sumOf(sums))}**`),
    ),
    row(
      'of the whole environment',
      costs.map(({ atLeast }) => money(atLeast)),
    ),
  ].join('\n')
}

// `vitest run tests/docs/kaapana-cost.test.ts --update` writes the page's table.
it('docs/kaapana/cost.md says what the plans say of Kaapana', { timeout: 60_000 }, async () => {
  const costs: CostEstimate[] = []
  for (const environment of ENVIRONMENTS) costs.push(await costOf(environment))
  const page = readFileSync(PAGE, 'utf8')
  expect(page).toMatch(BLOCK)
  const made = page.replace(BLOCK, () => `\n${tableOf(costs)}\n\n`)
  await expect(formatted(made)).toMatchFileSnapshot(PAGE)
})
