import { type Issue, Severity } from '../issue.ts'
import type { ChartDraft, ChartReference, ChartSource } from './chart-source.ts'

/** What references are looked up in. */
export interface Resolution {
  readonly drafts: readonly ChartDraft[]
  readonly platformVersion: string
  readonly report: (issue: Issue) => void
}

/** Looks up what charts name, by name alone, wherever in the checkout the named chart lies. */
export function resolveReferences(resolution: Resolution): ChartSource[] {
  const byName = new Map(resolution.drafts.map((draft) => [draft.name, draft]))
  const charts = resolution.drafts.map((draft) => {
    const names = (references: readonly ChartReference[]) => {
      const available = references.filter((reference) => {
        const problem = problemOf(reference, {
          by: draft,
          found: byName.get(reference.name),
          platformVersion: resolution.platformVersion,
        })
        if (problem) report(resolution, reference, problem)
        return problem?.rule !== 'chart-missing'
      })
      return [...new Set(available.map(({ name }) => name))]
    }
    return {
      ...draft,
      dependencies: names(draft.dependencies),
      collections: names(draft.collections),
      preinstall: names(draft.preinstall),
    }
  })
  checkPreinstalled(resolution, charts)
  return charts
}

interface Problem {
  readonly rule: string
  readonly message: string
}

interface Lookup {
  readonly by: ChartDraft
  readonly found: ChartDraft | undefined
  readonly platformVersion: string
}

function problemOf(
  { name, version }: ChartReference,
  { by, found, platformVersion }: Lookup,
): Problem | undefined {
  if (found === undefined)
    return {
      rule: 'chart-missing',
      message: `"${by.name}" names the chart "${name}", which the checkout does not have: correct the name, or see whether a pattern leaves that chart out`,
    }
  const accepted = version === undefined ? [platformVersion, by.version] : [version]
  if (accepted.includes(found.version)) return undefined
  return {
    rule: 'chart-version-mismatch',
    message: `"${by.name}" wants "${name}" in version ${accepted[0]}, but that chart has ${found.version}: write "0.0.0" in both for the version of the platform`,
  }
}

/** Preinstalled extensions are not delivered by themselves: only as members of a collection. */
function checkPreinstalled(resolution: Resolution, charts: readonly ChartSource[]): void {
  const byName = new Map(charts.map((chart) => [chart.name, chart]))
  for (const draft of resolution.drafts) {
    const collections = byName.get(draft.name)?.collections ?? []
    const delivered = new Set(collections.flatMap((name) => byName.get(name)?.dependencies ?? []))
    for (const reference of draft.preinstall) {
      if (!byName.has(reference.name) || delivered.has(reference.name)) continue
      report(resolution, reference, {
        rule: 'preinstall-not-delivered',
        message: `"${draft.name}" installs "${reference.name}" at its start, but none of its collections (${collections.join(', ') || 'none'}) delivers it: add it to the dependencies of one`,
      })
    }
  }
}

function report(
  resolution: Resolution,
  { file, line }: ChartReference,
  { rule, message }: Problem,
): void {
  resolution.report({ rule, severity: Severity.Error, file, line, message })
}
