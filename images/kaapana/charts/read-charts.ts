import { posix } from 'node:path'
import { type Issue, Severity } from '../issue.ts'
import type { ChartDraft, ChartSource } from './chart-source.ts'
import { findCycles } from './find-cycles.ts'
import { readChart } from './read-chart.ts'
import { resolveReferences } from './resolve-references.ts'

export type { ChartSource } from './chart-source.ts'

/** Which charts to read. */
export interface ReadChartsInput {
  /** Folder of the checkout. */
  readonly source: string
  /** Paths of Chart.yaml relative to the checkout, sorted, without ignored ones. */
  readonly chartFiles: readonly string[]
  /** Version of a folder of the checkout, by `git describe`. */
  readonly versionOf: (path: string) => string
  readonly platformVersion: string
  /** Chart whose closure is the platform. */
  readonly platformChart: string
  /** Registry and prefix of the images. */
  readonly registry: string
}

/** Reads the charts of a checkout with what they are made of; whatever is wrong with one is an issue. */
export function readCharts(input: ReadChartsInput): { charts: ChartSource[]; issues: Issue[] } {
  const issues: Issue[] = []
  const report = (issue: Issue) => void issues.push(issue)
  const files = { source: input.source, report }
  const read = input.chartFiles.flatMap(
    (chartFile) => readChart(files, chartFile, input.versionOf) ?? [],
  )
  const drafts = withoutDuplicates(read, report)
  const { platformVersion } = input
  const charts = resolveReferences({ drafts, platformVersion, report })
  for (const cycle of findCycles(charts)) reportCycle(cycle, drafts, report)
  return { charts: charts.sort((a, b) => (a.name < b.name ? -1 : 1)), issues }
}

/** Charts are found by their names, so that only one can have each: the first by its path. */
function withoutDuplicates(
  read: readonly ChartDraft[],
  report: (issue: Issue) => void,
): ChartDraft[] {
  const byName = new Map<string, ChartDraft>()
  for (const draft of read) {
    const first = byName.get(draft.name)
    if (first === undefined) byName.set(draft.name, draft)
    else
      report({
        rule: 'chart-duplicate',
        severity: Severity.Error,
        file: posix.join(draft.path, 'Chart.yaml'),
        line: draft.nameLine,
        message: `a second chart is named "${draft.name}"; the first, in ${first.path}, is used: rename one`,
      })
  }
  return [...byName.values()]
}

/** A cycle stands where its last chart names its first. */
function reportCycle(
  cycle: readonly string[],
  drafts: readonly ChartDraft[],
  report: (issue: Issue) => void,
): void {
  const [last, first] = cycle.slice(-2)
  const draft = drafts.find(({ name }) => name === last)
  const references = draft ? [...draft.dependencies, ...draft.collections] : []
  const reference = references.find(({ name }) => name === first)
  if (reference === undefined) return
  report({
    rule: 'chart-cycle',
    severity: Severity.Error,
    file: reference.file,
    line: reference.line,
    message: `charts cannot contain themselves: ${cycle.join(' > ')}; remove one of these dependencies`,
  })
}
