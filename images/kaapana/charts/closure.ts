import { type Issue, Severity } from '../issue.ts'
import type { ChartSource } from './chart-source.ts'
import { partsOf } from './find-cycles.ts'

/**
 * The named charts and all below them: what they depend on, and the collections that they deliver.
 * Preinstalled extensions are members of those collections. A name that no chart has is an issue.
 */
export function chartClosure(
  charts: readonly ChartSource[],
  roots: readonly string[],
): { names: ReadonlySet<string>; issues: Issue[] } {
  const byName = new Map(charts.map((chart) => [chart.name, chart]))
  const issues = [...new Set(roots)]
    .filter((root) => !byName.has(root))
    .map((root) => unknownChart(root, charts))
  // A Set's iteration reaches what is added on the way, and takes each name once.
  const names = new Set(roots.filter((root) => byName.has(root)))
  for (const name of names) {
    const chart = byName.get(name)
    if (chart === undefined) continue
    for (const part of partsOf(chart)) if (byName.has(part)) names.add(part)
  }
  return { names, issues }
}

function unknownChart(name: string, charts: readonly ChartSource[]): Issue {
  const platforms = charts.filter(({ type }) => type === 'platform').map((chart) => chart.name)
  return {
    rule: 'chart-unknown',
    severity: Severity.Error,
    file: '.',
    message: `no chart of the checkout is named "${name}" (${charts.length} were found; charts of a platform: ${platforms.join(', ') || 'none'}): correct the name, or see whether a pattern leaves it out`,
  }
}
