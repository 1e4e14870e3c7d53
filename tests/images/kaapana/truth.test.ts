import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { withBases } from '../../../images/kaapana/containers/closure.ts'
import type { KaapanaContainer, KaapanaPlan } from '../../../images/kaapana/kaapana-plan.ts'
import { planKaapana } from '../../../images/kaapana/plan-kaapana.ts'

const SOURCE = process.env.KAAPANA_SOURCE ?? ''

interface Truth {
  readonly commit: string
  readonly version: string
  readonly levels: string[][]
  readonly ignored: string[]
  readonly ignoredCharts: string[]
  readonly unused: string[]
  readonly externalBases: string[]
  readonly dependants: Record<string, number>
  readonly summary: Record<string, number>
}

/** Measured on Kaapana's own tool; what is absent is empty, false, or (selected) true. */
const LINES: { plan?: Truth; container?: object; chart?: object }[] = readFileSync(
  new URL('truth-0.6.0.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const truth = LINES[0]!.plan!

function isReference(): boolean {
  if (SOURCE === '') return false
  const head = execFileSync('git', ['-C', SOURCE, 'rev-parse', 'HEAD'], { encoding: 'utf8' })
  return head.trim() === truth.commit
}

const TITLE = `The plan of Kaapana ${truth.version} (skipped unless KAAPANA_SOURCE is its checkout)`

describe.skipIf(!isReference())(TITLE, () => {
  let plan: KaapanaPlan
  beforeAll(() => {
    plan = planKaapana({ source: SOURCE })
  })

  test('has every image as measured', () => {
    const empty = { localOnly: false, buildIgnore: false, generatedContext: false, selected: true }
    const lists = { bases: [], externalBases: [], args: {}, usedBy: [] }
    const expected = LINES.flatMap(({ container }) =>
      container === undefined ? [] : [{ ...empty, ...lists, ...container }],
    )
    expect(plan.containers.map(comparable)).toEqual(expected)
  })

  test('gives every image its tag, version and context', () => {
    for (const container of plan.containers) {
      const { image, localOnly, dockerfile, generatedContext } = container
      const version = localOnly ? 'latest' : truth.version
      const registry = localOnly ? 'local-only' : 'registry.example/kaapana'
      const context = generatedContext
        ? 'build/kaapana-admin-chart/kaapana-extension-collection'
        : dockerfile.replace(/\/[^/]*$/, '')
      expect(container).toMatchObject({ version, context, tag: `${registry}/${image}:${version}` })
    }
  })

  test('has every chart as measured', () => {
    const lists = { dependencies: [], collections: [], preinstall: [], containers: [] }
    const expected = LINES.flatMap(({ chart }) =>
      chart === undefined ? [] : [{ version: truth.version, selected: true, ...lists, ...chart }],
    )
    expect(
      plan.charts.map((chart) => ({ ...chart, dependencies: [...chart.dependencies].sort() })),
    ).toEqual(expected)
  })

  test('has levels, unused, ignored and external bases as measured, and no issue', () => {
    expect(plan.version).toBe(truth.version)
    expect(plan.levels).toEqual(truth.levels)
    expect(plan.unused).toEqual(truth.unused)
    expect([...plan.ignored].sort()).toEqual(truth.ignored)
    expect([...plan.ignoredCharts].sort()).toEqual(truth.ignoredCharts)
    expect(plan.externalBases.map(({ reference }) => reference)).toEqual(truth.externalBases)
    expect(plan.issues).toEqual([])
  })

  test('has the counts as measured', () => {
    const selected = plan.containers.filter((container) => container.selected)
    const localOnly = selected.filter((container) => container.localOnly)
    expect({
      dockerfiles_found: plan.containers.length + plan.ignored.length,
      dockerfiles_ignored_by_pattern: plan.ignored.length,
      containers_available: plan.containers.length,
      containers_selected: selected.length,
      selected_local_only: localOnly.length,
      selected_pushable: selected.length - localOnly.length,
      charts_found: plan.charts.length + plan.ignoredCharts.length,
      charts_ignored: plan.ignoredCharts.length,
      charts_available: plan.charts.length,
      charts_in_platform_closure: plan.charts.filter((chart) => chart.selected).length,
      external_bases_distinct_selected: plan.externalBases.length,
      external_bases_distinct_all: new Set(plan.containers.flatMap((c) => c.externalBases)).size,
    }).toEqual(truth.summary)
    expect(plan.repositories).toHaveLength(144)
  })

  test('has as many images above every base as measured', () => {
    expect(dependantsOf(plan)).toEqual(truth.dependants)
  })
})

/** The fields that were measured, lists without an order of their own sorted. */
function comparable(container: KaapanaContainer) {
  const { tag: _tag, context: _context, version: _version, ...rest } = container
  const { bases, externalBases } = rest
  return { ...rest, bases: [...bases].sort(), externalBases: [...externalBases].sort() }
}

function dependantsOf({ containers }: KaapanaPlan): Record<string, number> {
  const selected = containers.filter((container) => container.selected)
  const graph = new Map(selected.map(({ image, bases }) => [image, { local: bases, external: [] }]))
  const counts: Record<string, number> = {}
  for (const { image } of selected) {
    for (const base of withBases([image], graph)) {
      if (base !== image) counts[base] = (counts[base] ?? 0) + 1
    }
  }
  return counts
}
